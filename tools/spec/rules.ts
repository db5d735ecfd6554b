/** A text with its path from the root of the project. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** A number of a rule, and where it stands. */
interface Mention {
  readonly id: string;
  readonly path: string;
  readonly line: number;
}

/** `- **CONN-3** The server …` */
const RULE = /^- \*\*([A-Z]+-[0-9]+)\*\* /;
/** The numbers that a title begins with: `test("[CONN-3][CONN-4] a second hello is refused", …)`. */
const TITLE = /["'`]((?:\[[A-Z]+-[0-9]+\] ?)+)/g;

/** What is wrong between the rules of the specifications and the tests that bear their numbers. */
export function findings(specs: readonly Document[], tests: readonly Document[]): string[] {
  const rules = specs.flatMap(rulesIn);
  const proofs = tests.flatMap(proofsIn);
  const known = new Set(rules.map(({ id }) => id));
  const proven = new Set(proofs.map(({ id }) => id));
  const seen = new Set<string>();
  const twice = rules.filter(({ id }) => seen.size === seen.add(id).size);
  return [
    ...twice.map((rule) => `${place(rule)} ${rule.id} is the number of another rule already`),
    ...rules.filter(({ id }) => !proven.has(id)).map((rule) => `${place(rule)} ${rule.id} has no test`),
    ...proofs.filter(({ id }) => !known.has(id)).map((proof) => `${place(proof)} ${proof.id} is no rule`),
  ];
}

function rulesIn(document: Document): Mention[] {
  return linesOf(document).flatMap(({ path, line, content }) => {
    const id = RULE.exec(content)?.[1];
    return id ? [{ id, path, line }] : [];
  });
}

function proofsIn(document: Document): Mention[] {
  return linesOf(document).flatMap(({ path, line, content }) =>
    [...content.matchAll(TITLE)].flatMap(([, numbers = ""]) =>
      [...numbers.matchAll(/[A-Z]+-[0-9]+/g)].map(([id]) => ({ id, path, line })),
    ),
  );
}

function linesOf({ path, text }: Document): { path: string; line: number; content: string }[] {
  return text.split("\n").map((content, index) => ({ path, line: index + 1, content }));
}

function place({ path, line }: Mention): string {
  return `${path}:${line}`;
}
