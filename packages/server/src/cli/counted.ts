/** So many of something, in words: `1 entry`, `2,600 entries`. */
export function counted(many: number, one: string, more = `${one}s`): string {
  return `${many.toLocaleString("en")} ${many === 1 ? one : more}`;
}
