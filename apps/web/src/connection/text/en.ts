const plural = new Intl.PluralRules("en");
const number = new Intl.NumberFormat("en");
const of = (n: number, one: string, other: string): string =>
  `${number.format(n)} ${plural.select(n) === "one" ? one : other}`;

/** Words of the page about the connection; loaded with it. */
export const lab = {
  ways: {
    websocket: "WebSocket",
    sse: "Event stream",
    "long-poll": "Long-poll",
    polling: "Polling",
  },
  /** Within a sentence. */
  by: {
    websocket: "WebSocket",
    sse: "an event stream",
    "long-poll": "long-poll",
    own: "a way of the app’s own",
  },

  now: "Now",
  over: (way: string) => `Connected by ${way}`,
  phases: {
    connecting: "Connecting …",
    syncing: "Connected, catching up …",
    online: "Connected",
    stopped: "Disconnected",
  },
  waiting: (seconds: number) => `No connection. Next try in ${of(seconds, "second", "seconds")}.`,
  noNetwork: "This device is offline.",
  tryNow: "Try now",
  leads: "This tab holds the connection. Other tabs of this browser use it too.",
  follows: "Another tab of this browser holds the connection; this is what that tab tells.",
  followsSilent: "Another tab of this browser holds the connection, and does not tell more about it.",
  facts: {
    address: "Server",
    since: "Connected since",
    opening: "Time to connect",
    trip: "Round trip",
    beats: "Signs of life",
    down: "Received",
    up: "Sent",
    breaks: "Breaks",
  },
  sinceFor: (at: string, lasting: string) => `${at} (${lasting})`,
  trip: (now: string, usual: string) => `${now}, usually ${usual}`,
  notYet: "not measured yet",
  serverAsks: (interval: string) => `The server asks after ${interval} of silence`,
  clientAsks: (interval: string) => `This device asks after ${interval} of silence`,
  asked: (n: number, at: string | undefined) =>
    at === undefined ? "not asked yet" : `asked ${of(n, "time", "times")}, last ${at}`,
  amount: (frames: number, bytes: string) => `${bytes} in ${of(frames, "frame", "frames")}`,
  countedSince: (at: string) => `Counted since ${at}, before compression.`,
  tripChart: "Round trips",
  tripChartWords: (least: string, most: string, n: number) => `The last ${n} round trips took ${least} to ${most}.`,
  tries: {
    refused: (way: string, at: string) => `${way} was refused at ${at}.`,
    silent: (way: string, at: string) => `Nothing came by ${way} at ${at}.`,
  },
  beginsWith: (way: string) =>
    `On this network it begins with ${way}: what is better did not work here. The better way is tried again now and then.`,
  breaks: "Latest breaks",
  noBreaks: "None since this page was opened.",
  lasted: (way: string, lasting: string) => `${way}, after ${lasting}`,
  reasons: {
    cut: "Cut without a word",
    silent: "No sign of life any more",
    asleep: "The page slept or was left",
    token: "Signed in anew",
    better: "Changed to a better way",
    again: "Dialled anew",
    slow: "Took too long",
    drain: "The server restarts",
    other: (code: number) => `Ended with code ${code}`,
  },

  tryTitle: "Try each way",
  tryWords: "Opens each way to the server by itself, beside your connection, which is not touched. Takes some seconds.",
  rest: "Then stay silent for",
  rests: { none: "Not at all", short: "10 seconds", beat: "40 seconds", long: "3 minutes" },
  tryVerb: "Try each way",
  stop: "Stop",
  columns: { way: "Way", opens: "Opens in", trip: "Round trip" },
  states: {
    waits: "waits for its turn",
    tries: "is being tried …",
    rests: "works; stays silent …",
    works: "works",
    refused: "is refused by something in between",
    held: "nothing comes back: something in between holds it",
    server: "the server refuses it",
    away: "gets no answer",
  },
  status: (status: number) => `answered with ${status} in the server’s place`,
  rested: {
    kept: (lasting: string) => `bears ${lasting} of silence`,
    cut: (lasting: string) => `was cut after ${lasting} of silence`,
    dead: (lasting: string) => `seemed open after ${lasting} of silence, and was dead`,
    again: (lasting: string) => `had to be opened again within ${lasting} of silence`,
  },
  verdicts: {
    best: "This network lets the best way through. Nothing to do.",
    noUpgrade:
      "Something between you and the server refuses WebSockets. Messages come by another way, a little slower. Whoever runs the proxy can let upgrades through (docs/operate/proxy.md).",
    buffered:
      "Something in between holds streams back until they end. Whoever runs the proxy can turn its buffering off for this server (docs/operate/proxy.md).",
    cut: "Silent connections are cut here, so you may see “Connecting …” now and then; nothing is lost. Whoever runs the proxy can let them be silent for longer (docs/operate/proxy.md).",
    only: "Only questions again and again get through. Messages would come late: ask whoever runs the network or the server.",
    away: "The server does not answer from here. Either this device has no network, or the server is away.",
    server: "The server itself refuses: sign in again, or ask whoever runs it.",
  },

  compareTitle: "Compare the ways",
  compareWords:
    "Listens by all four ways at once for the same small changes of your own, which nobody sees, and measures what each way costs and how late it hears.",
  every: "Polling asks every",
  everies: { one: "1 second", five: "5 seconds", fifteen: "15 seconds" },
  lasts: "For",
  spans: { short: "15 seconds", usual: "30 seconds", long: "1 minute" },
  compareVerb: "Compare",
  compareOffline: "Comparing needs the connection.",
  opens: "Opening the four ways …",
  runs: (left: string) => `${left} left`,
  over_: "Done.",
  charts: { requests: "Requests", bytes: "Bytes", delay: "Delay of each message" },
  chartWords: (title: string, values: string) => `${title}. ${values}.`,
  chartValue: (way: string, value: string) => `${way}: ${value}`,
  seconds: (n: number) => `${n} s`,
  compared: { way: "Way", requests: "Requests", bytes: "Bytes", usual: "Usual delay", worst: "Longest" },
  missed: "does not work here",
  howMeasured:
    "Opening is not counted. Heads of requests are estimated, as a page cannot see what the browser adds; TLS and compression are left out. Delays contain the time that the server took to store each change.",
};

export type LabTexts = typeof lab;
