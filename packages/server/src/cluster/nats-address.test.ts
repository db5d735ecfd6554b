import { expect, test } from "bun:test";
import { natsAddress } from "./nats-address.ts";

test("servers, their ports, the login and TLS are read from the addresses", () => {
  expect(natsAddress("nats://a")).toEqual({ servers: ["a:4222"] });
  expect(natsAddress("nats://a:1, nats://u:p%2C%40@[::1]:2")).toEqual({
    servers: ["a:1", "[::1]:2"],
    user: "u",
    pass: "p,@",
  });
  expect(natsAddress("tls://t%3A@a,tls://t%3A@b")).toEqual({ servers: ["a:4222", "b:4222"], token: "t:", tls: {} });
});

test("what is wrong is said without a password", () => {
  const said = (urls: string): string => {
    try {
      natsAddress(urls);
    } catch (fault) {
      return String(fault);
    }
    return "nothing";
  };
  expect(said("")).toContain("not understood");
  expect(said("secret@host")).toContain("not understood");
  expect(said("nats://a,,")).toContain("not understood");
  expect(said("http://u:secret@a")).toContain("not reached by http://");
  expect(said("nats://u:secret@a,nats://u:other@b")).toContain("more than one login");
  expect(said("nats://u:secret@a,nats://u:other@b") + said("http://u:secret@a")).not.toContain("secret");
});
