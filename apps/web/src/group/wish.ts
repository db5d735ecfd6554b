/** The link by which somebody wanted to come into a group before they were signed in; of this page alone. */
let wished: string | undefined;

export function wishFor(code: string): void {
  wished = code;
}

export function isWished(code: string): boolean {
  return wished === code;
}

export function forgetWish(): void {
  wished = undefined;
}
