/** A word that waits for the end of its tick. */
export interface Word {
  readonly text: string;
  /** In UTF-8. */
  readonly bytes: number;
}

/** What a word's length and the comma after it take, at most: nothing longer than 99,999,999 characters is ever sent. */
const LENGTH_BYTES = 9;

/**
 * Words as messages, in their order: a line with the node and the length of each word in UTF-16 units, then the words themselves. As
 * their lengths are known, words may hold anything, and are neither escaped nor searched.
 *
 * @param most bytes a message
 * @returns the messages, and how many words none of them could hold
 */
export function pack(node: string, words: readonly Word[], most: number): { messages: string[]; tooLong: number } {
  const messages: string[] = [];
  const head = node.length + 2;
  let tooLong = 0;
  let lengths: number[] = [];
  let texts = "";
  let bytes = head;
  const seal = (): void => {
    if (lengths.length > 0) messages.push(`${node} ${lengths.join(",")}\n${texts}`);
    lengths = [];
    texts = "";
    bytes = head;
  };
  for (const word of words) {
    const more = word.bytes + LENGTH_BYTES;
    if (head + more > most) {
      tooLong += 1;
      continue;
    }
    if (bytes + more > most) seal();
    lengths.push(word.text.length);
    texts += word.text;
    bytes += more;
  }
  seal();
  return { messages, tooLong };
}

/** The node and the words of a message; `undefined` when it is none of ours. */
export function unpack(message: string): { readonly from: string; readonly words: string[] } | undefined {
  const end = message.indexOf("\n");
  const [from, lengths, ...more] = message.slice(0, Math.max(0, end)).split(" ");
  if (!from || !lengths || more.length > 0 || !/^\d+(,\d+)*$/.test(lengths)) return undefined;
  let at = end + 1;
  const words = lengths.split(",").map((length) => message.slice(at, (at += Number(length))));
  return at === message.length ? { from, words } : undefined;
}
