import { createClient } from "@skein/client";
import { directId } from "@skein/protocol";
import { createLog } from "@skein/server";
import { expect, test } from "bun:test";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { FaultProxy, hasOpenssl, makeCertificate, OPEN_ROAD, startServer, temporaryFolder } from "../../src/index.ts";
import { HandClock } from "../wire/fixture/hand-clock.ts";
import { until } from "./traveller.ts";
import { trusting } from "./trusting.ts";

/** The name that whoever connects now is shown. */
function nameAt(port: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().subject.CN);
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

test.skipIf(!hasOpenssl)(
  "[CONN-14] TLS served directly: wss and https, a new certificate without a restart, a bad one kept out",
  async () => {
    await using folder = await temporaryFolder();
    const [first, second] = [await makeCertificate(folder.path, "first"), await makeCertificate(folder.path, "second")];
    const tls = { certificate: join(folder.path, "live.crt"), key: join(folder.path, "live.key") };
    const put = (pair: typeof first): void => {
      copyFileSync(pair.certificate, tls.certificate);
      copyFileSync(pair.key, tls.key);
    };
    put(first);
    const clock = new HandClock(Date.now());
    const logged: string[] = [];
    const log = createLog("info", { write: (line) => logged.push(line) });
    await using server = await startServer({ tls }, { clock, log });
    const { port, address } = server.server;
    const url = `https://localhost:${port}`;
    expect(address.base).toBe(url);
    const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
    const conv = directId(ann.id, bob.id);

    // the SDK, also where bytes come one by one
    await using proxy = await FaultProxy.start(url);
    proxy.weather = { ...OPEN_ROAD, piece: 1 };
    const ca = readFileSync(first.certificate, "utf8");
    const client = createClient({ url: proxy.url, token: ann.token, user: ann.id, webSocket: trusting(ca) });
    client.conversation(conv).send({ text: "over TLS" });
    const end = client.conversation(conv).timeline.open();
    const sent = (count: number): boolean => {
      const { items } = client.conversation(conv).timeline.state.get();
      return items.length === count && items.every(({ seq }) => seq !== undefined);
    };
    await until(() => sent(1));
    const ask = (): Promise<Response> =>
      fetch(`${url}/v1/account.get`, {
        method: "POST",
        headers: { Authorization: `Bearer ${bob.token}`, "Content-Type": "application/json" },
        body: "{}",
        tls: { ca },
      });
    expect(await (await ask()).json()).toMatchObject({ profile: { id: bob.id } });
    // words in the clear get no answer, and nobody notices
    expect(await fetch(`http://localhost:${port}/`).catch(() => "nothing")).toBe("nothing");

    expect(await nameAt(port)).toBe("first");
    put(second);
    clock.advance(5_000);
    expect(await nameAt(port)).toBe("second");
    expect(logged.at(-1)).toContain("the certificate was renewed");
    // whoever was connected still is, by the same connection
    client.conversation(conv).send({ text: "still here" });
    await until(() => sent(2));
    expect(proxy.taken).toBe(1);

    for (const bad of ["no certificate", readFileSync(first.certificate, "utf8")]) {
      writeFileSync(tls.certificate, bad);
      clock.advance(5_000);
      expect(logged.at(-1)).toContain("the new certificate cannot serve; the one from before is kept");
      expect(await nameAt(port)).toBe("second");
      const told = logged.length;
      clock.advance(5_000);
      expect(logged).toHaveLength(told);
    }
    // a second listener of our own is let onto the port, and nobody else's
    expect(await startServer({ port, tls: first }).catch(String)).toContain("in use");
    end();
    await client.close();
  },
);

test.skipIf(!hasOpenssl)("wrong files of TLS keep a server from starting, and it says which and why", async () => {
  await using folder = await temporaryFolder();
  const [first, second] = [await makeCertificate(folder.path, "first"), await makeCertificate(folder.path, "second")];
  const why = (tls: { certificate: string; key: string }): Promise<string> =>
    startServer({ tls }).then(
      () => "it started",
      (fault: Error) => fault.message,
    );
  expect(await why({ ...first, key: second.key })).toContain("the key does not belong to the certificate");
  expect(await why({ ...first, key: `${first.key}.not` })).toContain(`${first.key}.not: ENOENT`);
  expect(await why({ ...first, certificate: first.key })).toContain(`${first.key}: it holds no certificate in PEM`);
  expect(await why({ ...first, key: first.certificate })).toContain("it holds no private key in PEM");
});
