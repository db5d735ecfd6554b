import { Histogram } from "../measure/histogram.ts";
import { Crowd } from "./crowd.ts";
import { measureTalk, oneGroup, RATES } from "./group.ts";
import type { Report, Run, Workload } from "./workload.ts";

/** Everybody by the next node: speakers and readers are on all of them. */
async function generate(run: Run): Promise<Report> {
  const nodes = run.target.cluster?.doors.length ?? 1;
  const crowd = new Crowd(run, (user) => user % nodes);
  const near = new Histogram();
  const far = new Histogram();
  crowd.onDelivered = (user, ms, sender) => (user % nodes === sender % nodes ? near : far).record(ms);
  return await measureTalk(run, crowd, {
    begin() {
      near.clear();
      far.clear();
    },
    note(figures, rate) {
      for (const [of, histogram] of [["near", near] as const, ["far", far] as const]) {
        if (histogram.count === 0) continue;
        figures[`${of}50at${rate}`] = histogram.quantile(0.5);
        figures[`${of}99at${rate}`] = histogram.quantile(0.99);
        figures[`${of}MaxAt${rate}`] = histogram.max;
      }
    },
  });
}

export const fanout: Workload = {
  name: "fanout",
  about:
    "a group with 500 members online on three nodes, 10 and 50 messages a second into it: what one delivery costs, and when it comes",
  peers: ["skein-3", "skein-1", "skein", "socketio"],
  recovery: false,
  population: (quick) => oneGroup(quick ? 100 : 500),
  generate,
  columns: RATES.flatMap((rate) => [
    { key: `cpu${rate}`, title: `${rate}/s: CPU µs a delivery`, digits: 2, chart: true as const },
    ...["nodes", "postgres", "nats"].map((part) => ({ key: `${part}${rate}`, title: `of that ${part}`, digits: 2 })),
    { key: `ack99at${rate}`, title: "ack p99 ms", digits: 1 },
    ...["near", "far"].flatMap((of) => [
      {
        key: `${of}50at${rate}`,
        title: `delivery ${of === "near" ? "on one node" : "across nodes"} p50 ms`,
        digits: 1,
      },
      { key: `${of}99at${rate}`, title: "p99", digits: 1 },
      { key: `${of}MaxAt${rate}`, title: "max", digits: 1 },
    ]),
  ]),
  goals: [],
};
