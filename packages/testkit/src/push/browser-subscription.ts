import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from "node:crypto";

/** What a service worker was given. */
export interface PushedMessage {
  readonly id: string;
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly preview: string;
  readonly language: string;
  readonly badge: number;
  readonly conv?: string;
  readonly root?: number;
  readonly seq?: number;
  readonly token?: string;
}

/** A subscription as a browser makes it, with the keys to read what comes: the receiver's side of RFC 8291, written from its text. */
export class BrowserSubscription {
  readonly #pair: ECDH = createECDH("prime256v1");
  readonly #secret = randomBytes(16);

  constructor(readonly endpoint: string) {
    this.#pair.generateKeys();
  }

  /** What `push.subscribe` takes. */
  get target() {
    return {
      kind: "web" as const,
      address: this.endpoint,
      p256dh: this.#pair.getPublicKey("base64url"),
      auth: this.#secret.toString("base64url"),
    };
  }

  /** @throws Error where it was not encrypted for this one, or not as RFC 8188 says */
  decrypt(body: Uint8Array): PushedMessage {
    const salt = body.subarray(0, 16);
    const size = Buffer.from(body).readUInt32BE(16);
    const length = body[20] ?? 0;
    const key = body.subarray(21, 21 + length);
    const sealed = body.subarray(21 + length);
    if (length !== 65 || sealed.length > size || body.length > 4096) throw new Error("no message of one record");
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.#pair.getPublicKey(), key]);
    const ikm = expand(this.#pair.computeSecret(key), this.#secret, info, 32);
    const cek = expand(ikm, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
    const nonce = expand(ikm, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
    const cipher = createDecipheriv("aes-128-gcm", cek, nonce);
    cipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    const end = plain.lastIndexOf(2);
    if (end < 0 || plain.subarray(end + 1).some((byte) => byte !== 0))
      throw new Error("the last record has no delimiter");
    return JSON.parse(plain.subarray(0, end).toString()) as PushedMessage;
  }
}

function expand(key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, info, length));
}
