/** Fractional parts of the square and cube roots of the first primes, as FIPS 180-4 has them: made here, they need no tables. */
const PRIMES = primes(64);
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUND = PRIMES.map((prime) => fraction(Math.cbrt(prime)));

const BLOCK = 64;

/** SHA-256 by the platform, or by hand where it has none: browsers keep theirs from pages without TLS. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<DataView> {
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  return subtle ? new DataView(await subtle.digest("SHA-256", bytes)) : sha256ByHand(bytes);
}

/** SHA-256 in plain arithmetic; some MB a second. */
export function sha256ByHand(bytes: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Int32Array.from(START);
  for (let at = 0; at < padded.length; at += BLOCK) compress(state, view, at);
  const hash = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => {
    hash.setInt32(index * 4, word);
  });
  return hash;
}

function compress(state: Int32Array, view: DataView, at: number): void {
  const words = new Int32Array(BLOCK);
  for (let i = 0; i < BLOCK; i += 1) words[i] = i < 16 ? view.getInt32(at + i * 4) : expanded(words, i);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < BLOCK; i += 1) {
    const chosen = (e & f) ^ (~e & g);
    const first = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + (ROUND[i] ?? 0) + (words[i] ?? 0);
    const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] = (state[index] ?? 0) + word;
  });
}

function expanded(words: Int32Array, at: number): number {
  const early = words[at - 15] ?? 0;
  const late = words[at - 2] ?? 0;
  const [mixedEarly, mixedLate] = [
    turn(early, 7) ^ turn(early, 18) ^ (early >>> 3),
    turn(late, 17) ^ turn(late, 19) ^ (late >>> 10),
  ];
  return (words[at - 16] ?? 0) + mixedEarly + (words[at - 7] ?? 0) + mixedLate;
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
}

function primes(many: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < many; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}
