import type { Link, Transport } from "../transport/transport.ts";
import type { CarriedWay } from "./link-facts.ts";
import type { LinkRecord } from "./link-record.ts";

/** A transport whose links are on record. What it carries is the same. */
export function recorded(way: CarriedWay, inner: Transport, record: LinkRecord): Transport {
  return (url, events) => {
    const told = record.dial(way, url, (message) => link.send(message));
    const link: Link = inner(url, {
      opened: () => events.opened(),
      message: (message) => {
        told.down(message);
        events.message(message);
      },
      closed: (code, reason) => {
        told.ended("there", code, reason);
        events.closed(code, reason);
      },
    });
    return {
      send: (message) => {
        told.up(message);
        link.send(message);
      },
      close: (code, reason) => {
        told.ended("here", code, reason);
        link.close(code, reason);
      },
    };
  };
}
