/** Pairs of a traditional character and the simplified ones in its place, with `|` between the pairs. */
declare module "opencc-js/dict/TSCharacters" {
  const characters: string;
  export default characters;
}
