export const SECTIONS = [
  "profile",
  "general",
  "notifications",
  "folders",
  "privacy",
  "link",
  "devices",
  "connection",
  "password",
  "erase",
  "invitations",
  "people",
  "reports",
  "words",
  "sanctions",
  "audit",
] as const;
export type Section = (typeof SECTIONS)[number];

/** Stands for a dot in an id, which itself holds none: servers and proxies take an address with a dot for a file. */
const DOT = "~";

/** The place of a message in its conversation. */
const SEQ = /^[1-9]\d{0,14}$/;

/** Where in the app one is. Codes come in the fragment, which no server and no log sees. */
export type Route =
  /** `archive`: the list beside it shows the archive. */
  | { readonly page: "home"; readonly archive?: true }
  /** `seq`: the message to go to in it. */
  | { readonly page: "conversation"; readonly id: string; readonly seq?: number; readonly archive?: true }
  /** `root`: the message that the thread stands under. */
  | { readonly page: "thread"; readonly id: string; readonly root: number }
  | { readonly page: "threads" }
  | { readonly page: "starred" }
  | { readonly page: "settings"; readonly section: Section | undefined }
  | { readonly page: "people" }
  /** What another app shared. */
  | { readonly page: "share" }
  | { readonly page: "contacts"; readonly requests: boolean }
  | { readonly page: "person"; readonly user: string }
  | { readonly page: "add"; readonly code: string }
  | { readonly page: "group"; readonly code: string }
  | { readonly page: "join"; readonly invite: string | undefined }
  | { readonly page: "setup"; readonly code: string }
  | { readonly page: "signin"; readonly code: string }
  | { readonly page: "pair"; readonly code: string }
  | { readonly page: "missing" };

/** Reads the address of the page. */
export function routeOf({ pathname, search, hash }: Pick<Location, "pathname" | "search" | "hash">): Route {
  const [first = "", second = "", ...behind] = pathname.split("/").slice(1).map(decoded);
  const code = decoded(hash.slice(1));
  const query = new URLSearchParams(search);
  const archive = query.has("archive") && { archive: true as const };
  const rest = behind.at(-1) === "" ? behind.slice(0, -1) : behind;
  if (first === "c" && rest[0] === "t") return threadOf(second, rest.slice(1));
  const seq = first === "c" && rest.length === 1 && SEQ.test(rest[0] ?? "") ? Number(rest[0]) : undefined;
  if (rest.length > 0 && seq === undefined) return { page: "missing" };
  switch (first) {
    case "":
      return second === "" ? { page: "home", ...archive } : { page: "missing" };
    case "c":
      if (second === "") return { page: "home" };
      return {
        page: "conversation",
        id: second.replaceAll(DOT, "."),
        ...(seq !== undefined && { seq }),
        ...archive,
      };
    case "starred":
      return { page: "starred" };
    case "settings":
      if (second === "") return { page: "settings", section: undefined };
      return isSection(second) ? { page: "settings", section: second } : { page: "missing" };
    case "threads":
      return second === "" ? { page: "threads" } : { page: "missing" };
    case "people":
      return { page: "people" };
    case "share":
      return second === "" ? { page: "share" } : { page: "missing" };
    case "contacts":
      if (second !== "" && second !== "requests") return { page: "missing" };
      return { page: "contacts", requests: second === "requests" };
    case "u":
      return second === "" ? { page: "missing" } : { page: "person", user: second.replaceAll(DOT, ".") };
    case "add":
      return { page: "add", code };
    case "g":
      return { page: "group", code };
    case "join":
      return { page: "join", invite: query.get("invite") ?? (code || undefined) };
    case "setup":
      return { page: "setup", code };
    case "pair":
      return { page: "pair", code };
    case "signin":
      return { page: "signin", code };
    default:
      return { page: "missing" };
  }
}

function threadOf(id: string, [root = "", ...rest]: readonly string[]): Route {
  if (id === "" || !SEQ.test(root) || rest.some((part) => part !== "")) return { page: "missing" };
  return { page: "thread", id: id.replaceAll(DOT, "."), root: Number(root) };
}

/** The address of a place in the app. */
export const pathTo = {
  home: "/",
  people: "/people",
  signin: "/signin",
  join: "/join",
  pair: (code: string): string => `/pair#${code}`,
  /** Into a group, for whoever has the link. */
  group: (code: string): string => `/g#${code}`,
  add: (code: string): string => `/add#${code}`,
  starred: "/starred",
  conversation: (id: string): string => `/c/${encodeURIComponent(id).replaceAll(".", DOT)}`,
  thread: (id: string, root: number): string => `${pathTo.conversation(id)}/t/${root}`,
  threads: "/threads",
  message: (id: string, seq: number): string => `${pathTo.conversation(id)}/${seq}`,
  /** Where a message is said: in its conversation, or in the thread under another one. */
  said: (conv: string, seq: number, root?: number): string =>
    root === undefined ? pathTo.message(conv, seq) : pathTo.thread(conv, root),
  /** Where one is, with the archive beside it. */
  archive: (route: Route): string => `${route.page === "conversation" ? pathTo.conversation(route.id) : "/"}?archive`,
  contacts: (part?: "requests"): string => (part ? `/contacts/${part}` : "/contacts"),
  person: (user: string): string => `/u/${encodeURIComponent(user).replaceAll(".", DOT)}`,
  settings: (section?: Section): string => (section ? `/settings/${section}` : "/settings"),
};

function isSection(word: string): word is Section {
  return SECTIONS.some((section) => section === word);
}

/** An address that somebody garbled is read as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
