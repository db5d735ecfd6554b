/** A name of the platform that a file uses, for example `Date.now` or `setTimeout`. */
export interface Use {
  readonly name: string;
  readonly line: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/**
 * Free-standing names and dotted chains of them in value position, each once a place: `Date.now`, `process.env`,
 * `setTimeout`; a method of the same name on an object of ours (`clock.setTimeout`) starts with that object's name.
 * `new X` is written with `new`, and `new Date()` without an argument with its parentheses.
 */
export function usesIn(program: object, lineOf: (offset: number) => number): Use[] {
  const uses: Use[] = [];
  visit(program, (name, offset) => uses.push({ name, line: lineOf(offset) }));
  return uses;
}

function visit(value: unknown, found: (name: string, offset: number) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, found);
    return;
  }
  if (!isNode(value) || isTypeOnly(value)) return;
  if (value.type === "NewExpression" && isNode(value["callee"])) {
    const name = chain(value["callee"]);
    const bare = Array.isArray(value["arguments"]) && value["arguments"].length === 0;
    if (name) found(bare ? `new ${name}()` : `new ${name}`, value.start);
  }
  const name = chain(value);
  if (name) {
    found(name.replace(/^globalThis\./, ""), value.start);
    return;
  }
  for (const [field, child] of Object.entries(value)) {
    // The name of a property, a label or a method is not a use of the platform's name.
    if ((field === "property" || field === "key" || field === "label") && value["computed"] !== true) continue;
    visit(child, found);
  }
}

/** `a.b.c` for a chain of plain names, `undefined` for anything else. */
function chain(node: Node): string | undefined {
  if (node.type === "Identifier" && typeof node["name"] === "string") return node["name"];
  if (node.type === "MetaProperty") return "import.meta";
  if (node.type !== "MemberExpression" || !isNode(node["object"]) || !isNode(node["property"])) return undefined;
  const object = chain(node["object"]);
  const property = node["computed"] === true ? node["property"]["value"] : node["property"]["name"];
  return object && typeof property === "string" ? `${object}.${property}` : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function isTypeOnly(node: Node): boolean {
  return /^TS(Type|Interface)/.test(node.type);
}
