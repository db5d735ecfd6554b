/** Choices as a number with a bit for each option. */
export function maskOf(choices: readonly number[]): number {
  return choices.reduce((mask, choice) => mask | (1 << choice), 0);
}

/** The options that a mask has, ascending. */
export function choicesOf(mask: number): number[] {
  const choices: number[] = [];
  for (let choice = 0; mask >> choice > 0; choice++) if ((mask >> choice) & 1) choices.push(choice);
  return choices;
}
