import { expect, test } from "bun:test";
import { encrypt, isReceiver } from "./encrypt.ts";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));

test("[PUSH-9] a message is encrypted as RFC 8291 shows it in its appendix, to the last byte", () => {
  const receiver = {
    p256dh: bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
    auth: bytes("BTBZMqHH6r4Tts7J_aSIgg"),
  };
  const made = encrypt(new TextEncoder().encode("When I grow up, I want to be a watermelon"), receiver, {
    salt: bytes("DGv6ra1nlYgDCS1FRnbzlw"),
    secret: bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
  });
  expect(Buffer.from(made).toString("base64url")).toBe(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  );
});

test("[PUSH-2] keys that no browser could have made are known as such", () => {
  const auth = new Uint8Array(16);
  expect(
    isReceiver({
      p256dh: bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
      auth,
    }),
  ).toBe(true);
  expect(isReceiver({ p256dh: new Uint8Array(65).fill(4), auth })).toBe(false);
  expect(isReceiver({ p256dh: new Uint8Array(64), auth })).toBe(false);
  expect(
    isReceiver({
      p256dh: bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
      auth: auth.slice(1),
    }),
  ).toBe(false);
});
