import { ReaderLists } from "../group/reader-lists.tsx";
import { useClient } from "../provider.tsx";

export interface ReachedGroupProps {
  readonly id: string;
  readonly seq: number;
  /** On how many devices' persons, of how many, it has arrived. */
  readonly onDelivered: (count: number, of: number) => void;
}

/** Who has read a message of a group and who has not: asked for page by page, so that any size of group will do. */
export function ReachedGroup({ id, seq, onDelivered }: ReachedGroupProps) {
  const client = useClient();
  return (
    <ReaderLists
      load={(unread, after) =>
        client.call("message.readers", {
          conv: id,
          seq,
          ...(unread && { unread }),
          ...(after !== undefined && { after }),
        })
      }
      onPage={({ delivered, of }) => onDelivered(delivered, of)}
    />
  );
}
