import { once } from "../check.ts";
import { equal, like } from "../expect.ts";
import { letters } from "../random.ts";
import { HttpActor } from "../wire/http.ts";

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export const hosted = [
  once("[HOST-1] a token that the host app signed makes its person, with the name it says", async (stage) => {
    const id = `cf-host-${letters(8)}`;
    const name = `Hosted ${letters(6)}`;
    const me = new HttpActor(id, stage.signed(id, { name }), stage.url, stage.patience);
    like((await me.ask("account.get", {})).profile, { id, name }, "who they are");
    const link = await stage.link({ id, token: stage.signed(id, { name }) });
    equal(link.welcome.user, id, "whom welcome greets");
  }),
  once("[HOST-2] a token of a host app that is unsigned, signed otherwise or expired is refused", async (stage) => {
    const claims = { sub: `cf-forged-${letters(8)}`, exp: 4_000_000_000 };
    const forged = [
      `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.`,
      `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.${part({ no: "signature" })}`,
      `${part({ alg: "HS256", typ: "JWT" })}.${part({ ...claims, exp: 1 })}.${letters(43)}`,
    ];
    for (const token of forged) {
      const { status } = await stage.post("account.get", {}, { token });
      equal([401, 403].includes(status), true, `a forged token is refused (${status})`);
    }
  }),
  once("[HOST-3] a token of the host app signs in as nobody who has a password", async (stage) => {
    const { id } = await stage.registered("Local");
    const { status } = await stage.post("account.get", {}, { token: stage.signed(id) });
    equal([401, 403].includes(status), true, `the token is refused (${status})`);
  }),
];
