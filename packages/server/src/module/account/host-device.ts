import type { DeviceInfo, Ended } from "@skein/protocol/schema";
import { fingerprint } from "../../kit/id.ts";
import type { Statement } from "../../storage/storage.ts";
import { mustNotBeBanned, named, signOutBeyond, type LoginPolicy } from "./device.ts";
import type { HostClaims } from "./host-token.ts";
import { mustChange, prepare } from "./prepared.ts";
import { tables } from "./tables.ts";

const notBarred = prepare((of: { person: string; issued: number }) =>
  tables
    .updateTable("users")
    .set((row) => ({ barred: row.ref("barred") }))
    .where("id", "=", of.person)
    .where("barred", "<=", of.issued),
);
const upsertDevice = prepare(
  (device: {
    id: string;
    person: string;
    token: string;
    name: string;
    platform: string;
    now: number;
    expires: number;
  }) =>
    tables
      .insertInto("sessions")
      .values({
        id: device.id,
        person: device.person,
        token: device.token,
        name: device.name,
        platform: device.platform,
        created: device.now,
        seen: device.now,
        expires: device.expires,
        ended: null,
        why: null,
        address: null,
      })
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((row) => ({
          token: row.ref("excluded.token"),
          seen: row.ref("excluded.seen"),
          expires: row.ref("excluded.expires"),
          ended: null,
          why: null,
        })),
      ),
);

/**
 * The device that a host token signs in. A host app signs new tokens all the time, so the device is told by what it says
 * of itself, else by the token's own id. The latest token leads to it; once a device of the person was signed out, tokens
 * issued before then lead nowhere else, so that nobody escapes by giving another name. [SESS-2] A link that goes on with another token
 * stays the device that it is (`same`): else one without a name would sign itself out where only one may be signed in.
 */
export function signInHostDevice(
  claims: HostClaims,
  { info, same, token }: { info: DeviceInfo | undefined; same: string | undefined; token: string },
  policy: LoginPolicy,
  now: number,
): { session: string; rows: readonly Statement[]; ended: Ended | undefined } {
  const { user, expires, issued } = claims;
  const { name, platform } = named(info);
  const told =
    info?.name === undefined && info?.platform === undefined ? ["id", claims.id] : ["device", name, platform];
  const session = same ?? fingerprint(JSON.stringify([user, ...told]));
  const rows = [
    mustChange(notBarred({ person: user, issued }), "token_revoked"),
    mustNotBeBanned(user, now),
    upsertDevice({ id: session, person: user, token, name, platform, now, expires }),
  ];
  const beyond = signOutBeyond(policy, user, { id: session, name, platform }, now);
  return { session, rows: beyond ? [...rows, beyond.row] : rows, ended: beyond?.ended };
}
