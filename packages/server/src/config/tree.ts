/** What stands at a path of nested objects. */
export function at(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (here, key) => (typeof here === "object" && here !== null ? (here as Record<string, unknown>)[key] : undefined),
    tree,
  );
}

/** Puts a value at a path, making the objects on the way. */
export function put(tree: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) tree[key] = value;
  else put((tree[key] ??= {}) as Record<string, unknown>, rest, value);
}
