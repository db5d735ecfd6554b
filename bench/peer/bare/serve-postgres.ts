import { connect } from "@nats-io/transport-node";
import { SQL } from "bun";
import type { Population } from "../peer.ts";
import { columnsOf, rowOf, SPAN, STATEMENTS } from "../postgres/rows.ts";
import { type Carry, type Heard, type Keep, serveLine } from "./line.ts";

/**
 * The bare line over PostgreSQL: a batch is the rows of its messages by one statement, and of several such lines each tells the others
 * over NATS what their people hear. They do not agree on an order: each numbers by itself what nobody else does.
 */
const [populationFile = "", postgres = "", nats = "", own = "", all = ""] = process.argv.slice(2);
const [line, lines] = [Number(own), Number(all)];
const sql = new SQL({ url: postgres, max: 1 });
const heads = new Map<number, number>();
let batches = 0;

const keep: Keep = ({ conv, from, at, text }, kept) => {
  const base = (++batches * lines + line) * SPAN;
  const seqs = conv.map((one) => {
    const turn = (heads.get(one) ?? 0) + 1;
    heads.set(one, turn);
    return turn * lines + line;
  });
  const rows = conv.map((one, i) =>
    rowOf({
      ...{ pos: base + i, conv: one, seq: seqs[i] ?? 0, at: at[i] ?? 0 },
      ...{ sender: from[i] ?? 0, text: text[i] ?? "" },
    }),
  );
  sql.unsafe(STATEMENTS.entries, columnsOf(rows)).then(
    () => kept(seqs),
    (fault: unknown) => {
      console.error(fault);
      process.exit(1);
    },
  );
};

const bus = await connect({ servers: nats, noEcho: true });
const carry: Carry = (heard) => {
  bus.subscribe("bare", { callback: (_, message) => heard(message.json<Heard[]>()) });
  return (told) => bus.publish("bare", JSON.stringify(told));
};

const population = (await Bun.file(populationFile).json()) as Population;
console.log(`ready ${serveLine(population, keep, lines > 1 ? carry : undefined)}`);
