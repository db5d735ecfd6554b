import { createCipheriv, createECDH, hkdfSync } from "node:crypto";

/** The one record of a message; RFC 8188 wants its size said. */
const RECORD = 4_096;
/** Bytes of a message that fit: services must take 4096 of a body (RFC 8030 §7.2), with header, delimiter and tag. */
export const MOST_PLAIN = RECORD - 86 - 17;

/** What a browser subscribed with, as bytes: a point of P-256, and a secret of 16 bytes. */
export interface Receiver {
  readonly p256dh: Uint8Array;
  readonly auth: Uint8Array;
}

/** What is drawn anew for each message. */
export interface Drawn {
  readonly salt: Uint8Array;
  /** Private key of the sender. */
  readonly secret?: Uint8Array;
}

/**
 * Encrypts for one browser: RFC 8291 over RFC 8188 (`aes128gcm`), in one record.
 *
 * @throws Error when the browser's key is no point of the curve
 */
export function encrypt(
  plain: Uint8Array,
  { p256dh, auth }: Receiver,
  { salt, secret }: Drawn,
): Uint8Array<ArrayBuffer> {
  const own = createECDH("prime256v1");
  if (secret) own.setPrivateKey(secret);
  else own.generateKeys();
  const ownPublic = own.getPublicKey();
  const shared = own.computeSecret(p256dh);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), p256dh, ownPublic]);
  const ikm = derive(shared, auth, info, 32);
  const key = derive(ikm, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(ikm, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  // 2: the last record, without padding
  const sealed = [cipher.update(plain), cipher.update(Uint8Array.of(2)), cipher.final(), cipher.getAuthTag()];
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD);
  return new Uint8Array(Buffer.concat([salt, size, Uint8Array.of(ownPublic.length), ownPublic, ...sealed]));
}

function derive(key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, salt, info, length));
}

/** Whether these are what a browser could have subscribed with. */
export function isReceiver({ p256dh, auth }: Receiver): boolean {
  if (p256dh.length !== 65 || p256dh[0] !== 4 || auth.length !== 16) return false;
  const probe = createECDH("prime256v1");
  probe.generateKeys();
  try {
    return probe.computeSecret(p256dh).length === 32;
  } catch (fault) {
    if (fault instanceof Error) return false;
    throw fault;
  }
}
