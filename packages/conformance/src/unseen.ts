/** Rules that no client sees a server keep or break from outside, and why not. */
export const UNSEEN: readonly { readonly rules: readonly string[]; readonly why: string }[] = [
  {
    rules: [...numbered("CLIENT", 16), ...numbered("TAB", 5), "BEAT-6", ...numbered("CARRY", 14).slice(8)],
    why: "rules for clients: a server shows nothing of them",
  },
  { rules: ["TEXT-2", "TEXT-3", "TEXT-4"], why: "what a client shows: a server keeps text as it is (TEXT-1)" },
  { rules: ["CONN-11", "CONN-15", "LIMIT-4"], why: "would take as many connections as the server has room for" },
  { rules: ["CONN-13"], why: "needs a client behind a proxy that the server is set to believe" },
  { rules: ["CONN-14"], why: "needs the server's certificate to be replaced" },
  { rules: ["DRAIN-1", "MARK-6", "SYNC-9"], why: "needs the server to be stopped or started again" },
  { rules: ["ERR-4", "ERR-6"], why: "needs a fault of the server, or a full disk" },
  { rules: ["SYNC-6", "GROUP-6"], why: "would take more conversations, or members, than a stranger should make" },
  { rules: ["FRIEND-5", "STREAM-6"], why: "would take two weeks, or a minute of silence beside which nothing is seen" },
  { rules: ["SLOW-1", "SLOW-2"], why: "would take as many megabytes as the server lets wait for one reader" },
  { rules: ["ACCT-6"], why: "one-time codes are made on the server's own machine" },
  { rules: ["SESS-6"], why: "follows from a setting of the operator that is told to nobody" },
  { rules: numbered("STICKER", 4), why: "would leave packs behind on somebody's server that anybody may find" },
  { rules: numbered("PREVIEW", 4), why: "needs a page of its own that the server may ask" },
  { rules: ["FILE-13"], why: "would take a day" },
  {
    rules: [...numbered("PUSH", 11).slice(2), "PUSH-13"],
    why: "needs a push service on the public internet that tells what it was sent, or the end of a node",
  },
  { rules: ["ROLE-2"], why: "would take the role of the server's owner to try" },
];

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}-${at + 1}`);
}
