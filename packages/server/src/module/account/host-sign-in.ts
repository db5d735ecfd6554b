import type { DeviceInfo } from "@skein/protocol/schema";
import type { GoingOn } from "../../session/authenticate.ts";
import { requireHostPerson } from "./access.ts";
import { againOnConflict } from "../../kit/again.ts";
import { changeProfile } from "./change-profile.ts";
import { signInHostDevice } from "./host-device.ts";
import type { HostClaims, HostTokens } from "./host-token.ts";
import type { Parts } from "./parts.ts";
import { createPerson } from "./person.ts";
import { cameIn, refuseBanned } from "./sign-in.ts";
import { tell } from "./tell.ts";
import type { UserRow } from "./profile.ts";

/** Takes a verified token of the host app in: makes its person and its device at first sight. [HOST-1] */
export class HostSignIn {
  constructor(
    private readonly parts: Parts,
    private readonly tokens: HostTokens,
  ) {}

  /** What a token claims, and until when it is good. Rejects with a `Refusal`. */
  verify(token: string): Promise<HostClaims> {
    return this.tokens.verify(token);
  }

  /**
   * The device, which is in the store from now on. Rejects with a `Refusal`.
   *
   * @param token its fingerprint
   */
  async signIn(
    claims: HostClaims,
    token: string,
    info: DeviceInfo | undefined,
    going: GoingOn | undefined,
  ): Promise<string> {
    const same = going?.user === claims.user ? await this.#hostDevice(going.session) : undefined;
    return againOnConflict(() => this.#settle(claims, token, info, same));
  }

  /** A device that tokens of the host app sign in, and no others; one that is signed in. */
  async #hostDevice(session: string): Promise<string | undefined> {
    const device = await this.parts.store.deviceById(session);
    return device && device.ended === null && device.expires !== null ? device.id : undefined;
  }

  /** @param same the device that goes on, whatever the token or the device says of itself */
  async #settle(
    claims: HostClaims,
    token: string,
    info: DeviceInfo | undefined,
    same: string | undefined,
  ): Promise<string> {
    const { store, commit, random, clock, settings } = this.parts;
    const now = clock.now();
    // what this token led to before it leads to for ever, signed out or not
    const known = await store.deviceByToken(token);
    if (known) return known.id;
    const person = await store.user(claims.user);
    const device = signInHostDevice(claims, { info, same, token }, settings.loginPolicy, now);
    if (person) {
      requireHostPerson(person);
      refuseBanned(person, now);
      const before = await store.deviceById(device.session);
      // what does not say what it is cannot be told from the same with another token
      const isNew = info !== undefined && (before === undefined || before.ended !== null);
      const told = isNew && (await store.devicesOf(person.id, 1)).length > 0;
      await commit.submit({
        rows: device.rows,
        entries: told ? [cameIn(person.id, device.session, info, null)] : [],
        ...(device.ended && { tell: tell(["beyond", person.id, device.ended]) }),
      });
      await this.#follow(person, claims.name);
      return device.session;
    }
    const { name = claims.user } = claims;
    const host = { id: claims.user, name, claim: name, role: "member", origin: "host", mayImitate: true } as const;
    await commit.submit({ rows: [...createPerson(host, random, now).rows, ...device.rows] });
    return device.session;
  }

  /** The host app renamed the person; a name they chose here since it told the last one stays until it tells a new one. */
  async #follow(person: UserRow, claim: string | undefined): Promise<void> {
    if (claim === undefined || claim === person.claim) return;
    await changeProfile(this.parts, person.id, { name: claim, claim });
  }
}
