import { LIMITS } from "@skein/protocol";
import type { Params, Result } from "@skein/protocol/schema";
import { command, type Command, type Visitor } from "../../../command/command.ts";
import { fingerprint } from "../../../kit/id.ts";
import { Refusal } from "../../../kit/refusal.ts";
import { answerPairing, createPairing, lookAtPairing, takePairing } from "../pairing.ts";
import type { Parts } from "../parts.ts";
import { placeOf } from "../place.ts";
import { signIn } from "../sign-in.ts";
import type { PairingRow } from "../store.ts";
import { tell } from "../tell.ts";

type Waited = Result<"pairing.wait">;

/** One device signs another in: the new one shows a code, the signed-in one looks, and its person confirms. */
export function pairingCommands(parts: Parts): Command[] {
  const { store, commit, attempts, clock, random } = parts;
  return [
    command("pairing.create", async ({ address, base }, { device }) => {
      attempts.from(address);
      const { code, secret, expires, rows } = createPairing(device, address, random, clock.now());
      await commit.submit({ rows });
      return { code, secret, expires, url: `${base}/pair#${code}` };
    }),
    command("pairing.wait", (visitor, params) => waitFor(parts, visitor, params)),
    command("pairing.look", async (caller, { code }) => {
      attempts.from(caller.address);
      const hash = fingerprint(code);
      await commit.submit({ rows: [lookAtPairing(hash, caller.user, clock.now())], tell: tell(["pairing", hash]) });
      const row = await store.pairing(hash);
      if (!row) throw new Refusal("code_invalid");
      const { name, platform, address, created, expires } = row;
      return { pairing: { name, platform, ...placeOf(address), near: address === caller.address, created, expires } };
    }),
    command("pairing.answer", async (caller, { code, accept }) => {
      const hash = fingerprint(code);
      const row = answerPairing(hash, caller.user, accept, clock.now());
      await commit.submit({ rows: [row], tell: tell(["pairing", hash]) });
      return {};
    }),
  ];
}

async function waitFor(parts: Parts, visitor: Visitor, params: Params<"pairing.wait">): Promise<Waited> {
  const { code, known = "waiting" } = params;
  const hash = fingerprint(code);
  const first = await own(parts, visitor, params);
  if (first.state === known) {
    const woken = parts.pairings.wait(hash, LIMITS.pairingWait);
    // what came between the first look and the wait has woken nobody
    const second = await own(parts, visitor, params);
    if (second.state !== known) parts.pairings.wake(hash);
    await woken;
  }
  const { state, person, name, platform } = await own(parts, visitor, params);
  if (state !== "confirmed") return { state };
  if (person === null) throw new Error("a device was let in by nobody");
  const ticket = takePairing(hash, fingerprint(params.secret), parts.clock.now());
  return { signedIn: await signIn(parts, person, { info: { name, platform }, address: visitor.address }, [ticket]) };
}

/** Only for the tab that asked: it has the secret, and comes from the same address. [PAIR-1] */
async function own(
  { store, clock }: Parts,
  { address }: Visitor,
  { code, secret }: Params<"pairing.wait">,
): Promise<PairingRow> {
  const row = await store.pairing(fingerprint(code));
  const good = row?.secret === fingerprint(secret) && row.address === address && row.expires > clock.now();
  if (!row || !good) throw new Refusal("code_invalid");
  return row;
}
