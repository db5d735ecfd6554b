import { existsSync, readFileSync } from "node:fs";
import { good, note, type Finding } from "./finding.ts";

/** Files a process of ours holds beside connections: database, log, pages. */
const OTHER_FILES = 200;

/** How many files, and so connections, a process may hold. */
export function descriptors(connections: number): Finding {
  const limits = read("/proc/self/limits");
  const most = Number(/Max open files\s+(\d+)/.exec(limits ?? "")?.[1] ?? Number.NaN);
  if (Number.isNaN(most)) return note("How many connections the system allows cannot be told here.");
  if (most >= connections + OTHER_FILES)
    return good(`${most} files may be open, enough for ${connections} connections.`);
  return note(
    `Only ${most} files may be open, fewer than limits.connections = ${connections} needs.`,
    "Raise LimitNOFILE (systemd) or ulimit -n, or lower the limit.",
  );
}

interface KernelRow {
  readonly name: string;
  readonly most?: number;
  readonly least?: number;
  readonly why: string;
}

/** Settings of Linux that matter with many connections. */
const KERNEL: readonly KernelRow[] = [
  {
    name: "net.ipv4.tcp_notsent_lowat",
    most: 131_072,
    why: "a client that never reads then pins 0.2 MB of the kernel's memory instead of 4",
  },
  { name: "net.core.somaxconn", least: 4096, why: "thousands who come back at once then find room in the queue" },
];

export function kernel(): Finding[] {
  return KERNEL.flatMap(({ name, most = Infinity, least = 0, why }) => {
    const text = read(`/proc/sys/${name.replaceAll(".", "/")}`);
    if (text === undefined) return [];
    const value = Number(text.trim());
    if (value <= most && value >= least) return [good(`${name} is ${value}.`)];
    const better = Number.isFinite(most) ? most : least;
    return [note(`${name} is ${value}; ${better} is better: ${why}.`, `Run: sysctl -w ${name}=${better}`)];
  });
}

/** A clock that nothing keeps right puts wrong times under messages. */
export async function clock(): Promise<Finding> {
  const found = Bun.which("timedatectl");
  if (!found) return note("Whether the clock is kept right cannot be told here.", "Run an NTP client such as chrony.");
  const asked = Bun.spawn([found, "show", "--property=NTPSynchronized", "--value"], {
    stdout: "pipe",
    stderr: "ignore",
  });
  const answer = (await new Response(asked.stdout).text()).trim();
  if (answer === "yes") return good("The clock is kept right.");
  return note("The clock is not known to be kept right.", "Run an NTP client such as chrony.");
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
