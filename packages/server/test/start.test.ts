import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { mayMount, onDisk, onFullDisk } from "./disk.ts";
import { Folder, Program, run } from "./program.ts";

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test("the first start makes a private data folder and prints where to click; the next one keeps what is there", async () => {
  using folder = new Folder();
  const data = join(folder.path, "new", "data");
  await using first = await Program.serve(data);
  expect(first.out).toMatch(/Set up +http:\/\/localhost:\d+\/setup#[\w-]{16,64}/);
  expect((await fetch(`${first.base}/ready`)).status).toBe(200);
  expect([mode(data), mode(join(data, "secrets.json")), mode(join(data, "skein.db"))]).toEqual(["700", "600", "600"]);
  const secrets = readFileSync(join(data, "secrets.json"), "utf8");
  first.signal("SIGTERM");
  expect(await first.exit()).toBe(0);
  expect(first.out).toContain("Stopped.");

  await using second = await Program.serve(data);
  expect(readFileSync(join(data, "secrets.json"), "utf8")).toBe(secrets);
  for (const secret of secrets.match(/[\w-]{20,}/g) ?? []) expect(second.out).not.toContain(secret);
  second.signal("SIGINT");
  expect(await second.exit()).toBe(0);
});

test("a signal and its echo, as a terminal and a parent process both send it, stop the server in order", async () => {
  using folder = new Folder();
  await using server = await Program.serve(folder.path);
  server.signal("SIGINT");
  server.signal("SIGTERM");
  expect(await server.exit()).toBe(0);
  expect(server.out).toContain("Stopped.");
});

test("two servers on one data folder are refused, and a killed one leaves no lock behind", async () => {
  using folder = new Folder();
  await using server = await Program.serve(folder.path);
  const second = await run(["serve", "--data", folder.path, "--port", "0"]);
  expect(second).toMatchObject({ code: 5, out: "" });
  expect(second.err).toContain(`Another Skein uses the data folder ${folder.path}. It runs as process`);
  server.signal("SIGKILL");
  await server.exit();
  await using third = await Program.serve(folder.path);
  expect(third.base).toStartWith("http://localhost:");
});

test("a port that another program uses", async () => {
  using folder = new Folder();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = String(typeof address === "object" && address ? address.port : 0);
  const found = await run(["serve", "--data", folder.path, "--port", port]);
  other.close();
  expect(found.code).toBe(6);
  expect(found.err).toContain(`Port ${port} of 127.0.0.1 is in use by another program.`);
});

test.each(["65536", "-1", "http", "7300x", ""])("port %p is no port", async (port) => {
  using folder = new Folder();
  const { code, err } = await run(["serve", "--data", folder.path, `--port=${port}`]);
  expect(code).toBe(3);
  expect(err).toContain(
    `port (from --port): ${JSON.stringify(port)} is not allowed; it must be a whole number from 0 to 65535.`,
  );
});

test("an address that is not this machine's", async () => {
  using folder = new Folder();
  const { code, err } = await run(["serve", "--data", folder.path, "--port", "0", "--host", "192.0.2.1"]);
  expect(code).toBe(6);
  expect(err).toContain("cannot listen on 192.0.2.1");
});

test("a data folder that cannot be: a file, or where nothing can be made", async () => {
  using folder = new Folder();
  const file = join(folder.path, "file");
  writeFileSync(file, "");
  const isFile = await run(["serve", "--data", file]);
  expect(isFile).toMatchObject({
    code: 4,
    err: expect.stringContaining(`The data folder ${file} is a file.`) as string,
  });
  const nowhere = await run(["serve", "--data", "/proc/skein/data"]);
  expect(nowhere).toMatchObject({ code: 4, err: expect.stringContaining("cannot be used (ENOENT)") as string });
});

test("a data folder or secrets that others can read are refused with the chmod to run", async () => {
  using folder = new Folder();
  const data = join(folder.path, "data");
  mkdirSync(data, { mode: 0o700 });
  expect((await run(["user", "add", "ann", "--data", data])).code).toBe(0);
  chmodSync(join(data, "secrets.json"), 0o640);
  const secrets = await run(["serve", "--data", data]);
  expect(secrets.code).toBe(4);
  expect(secrets.err).toContain(`Run: chmod 600 ${join(data, "secrets.json")}`);
  chmodSync(data, 0o755);
  const open = await run(["serve", "--data", data]);
  expect(open.code).toBe(4);
  expect(open.err).toContain(`Run: chmod 700 ${data}`);
});

test("damaged secrets", async () => {
  using folder = new Folder();
  writeFileSync(join(folder.path, "secrets.json"), "{", { mode: 0o600 });
  const { code, err } = await run(["serve", "--data", folder.path]);
  expect(code).toBe(4);
  expect(err).toContain("are damaged");
});

test("a damaged database: nothing is touched, and it says what to do", async () => {
  using folder = new Folder();
  const file = join(folder.path, "skein.db");
  expect((await run(["user", "add", "ann", "--data", folder.path])).code).toBe(0);
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 0, 4096);
  writeFileSync(file, bytes);
  const { code, err } = await run(["serve", "--data", folder.path, "--port", "0"]);
  expect(code).toBe(8);
  expect(err).toContain(`The database ${file} is damaged.`);
  expect(err).toContain("back-up");
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect((await run(["doctor", "--data", folder.path, "--port", "0"])).out).toMatch(/BAD +The database .* is damaged/);
});

test("a database of a newer Skein is not touched", async () => {
  using folder = new Folder();
  expect((await run(["user", "add", "ann", "--data", folder.path])).code).toBe(0);
  using database = new Database(join(folder.path, "skein.db"));
  database.run("INSERT INTO migrations (id, at) VALUES ('future-1', 0)");
  const { code, err } = await run(["serve", "--data", folder.path, "--port", "0"]);
  expect(code).toBe(9);
  expect(err).toContain("newer Skein");
  expect(err).toContain("future-1");
});

test.each(mayMount ? [4, 24, 48, 64] : [])("a disk of %d KiB is full at the start", async (kib) => {
  using folder = new Folder();
  const { code, err } = await run(["serve", "--data", folder.path, "--port", "0"], {
    within: onDisk(kib, folder.path),
  });
  expect(err).toContain("The disk is full");
  expect(code).toBe(7);
});

test.skipIf(!mayMount)("a disk that became full under a server that was killed is told at the next start", async () => {
  using before = new Folder();
  using folder = new Folder();
  await using killed = await Program.serve(before.path);
  killed.signal("SIGKILL");
  await killed.exit();
  const { code, err } = await run(["serve", "--data", folder.path, "--port", "0"], {
    within: onFullDisk(4096, before.path, folder.path),
  });
  expect(err).toContain("The disk is full");
  expect(code).toBe(7);
});

test("settings that are wrong or unsafe are told with their reason, all at once", async () => {
  using folder = new Folder();
  writeFileSync(
    join(folder.path, "skein.toml"),
    'environment = "production"\norigins = ["*"]\nregistration = "open"\n',
  );
  const unsafe = await run(["serve", "--data", folder.path]);
  expect(unsafe.code).toBe(3);
  expect(unsafe.err).toContain("origins = *");
  expect(unsafe.err).toContain("registration = open");
  const wrong = await run(["serve", "--data", folder.path, "--port", "x", "--registration", "y"]);
  expect(wrong.code).toBe(3);
  expect(wrong.err.match(/is not allowed/g)).toHaveLength(2);
  const short = await run(["config", "check", "--data", folder.path, "--registration", "closed", "--origins", ""], {
    env: { SKEIN_HOST_AUTH_ENABLED: "true", SKEIN_HOST_AUTH_SECRET: "short" },
  });
  expect(short.code).toBe(3);
  expect(short.err).toContain("hostAuth.secret is shorter than 32 bytes");
  expect(short.err).not.toContain('"short"');
  const gone = join(folder.path, "gone.pem");
  const tls = ["--tls-certificate", gone, "--tls-key", gone];
  const missing = await run(["config", "check", "--data", folder.path, "--environment", "development", ...tls]);
  expect(missing).toMatchObject({ code: 3, out: "" });
  expect(missing.err).toContain(`TLS cannot be served with ${gone}`);
});

test("a key of the host app that cannot be used is told as a setting", async () => {
  using folder = new Folder();
  const { code, err } = await run([
    "serve",
    "--data",
    folder.path,
    "--port",
    "0",
    "--host-auth-enabled",
    "--host-auth-secret",
    "short",
  ]);
  expect(code).toBe(3);
  expect(err).toContain("hostAuth.secret");
});

test("after a back-up was put back the store has another identity, and not while a server runs", async () => {
  using folder = new Folder();
  expect((await run(["restored", "--data", folder.path])).code).toBe(4);
  expect((await run(["user", "add", "ann", "--data", folder.path])).code).toBe(0);
  const epoch = () => {
    using database = new Database(join(folder.path, "skein.db"), { readonly: true });
    return database.query<{ epoch: string; pos: number }, []>("SELECT epoch, pos FROM store").get();
  };
  const before = epoch();
  expect((await run(["restored", "--data", folder.path])).code).toBe(0);
  expect(epoch()?.pos).toBe(before?.pos as number);
  expect(epoch()?.epoch).not.toBe(before?.epoch as string);
  await using server = await Program.serve(folder.path);
  expect((await run(["restored", "--data", folder.path])).code).toBe(5);
  expect(server.base).not.toBe("");
});
