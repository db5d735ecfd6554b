import type { Item } from "@skein/client";
import { useMe } from "../hook/use-me.ts";
import { useMembers } from "../hook/use-members.ts";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { Reader } from "../group/reader.tsx";
import { useTexts } from "../text/language.tsx";

/** How far a message between two has got: by the mark of the other one. */
export function ReachedDirect({ id, item }: { readonly id: string; readonly item: Item }) {
  const { talk } = useTexts();
  const me = useMe()?.profile.id;
  const { members, loading, error, more } = useMembers(id);
  const seq = item.seq ?? Number.POSITIVE_INFINITY;
  const other = members.find(({ user }) => user !== me && user !== item.from);
  if (error) return <Failure onRetry={more}>{error}</Failure>;
  if (!other) return loading ? <RowsToCome count={1} /> : null;
  const state = other.read >= seq ? talk.readBy : other.delivered >= seq ? talk.deliveredTo : talk.notYet;
  return (
    <section aria-label={state}>
      <h3 className="sk-section sk-section-flush">{state}</h3>
      <Reader user={other.user} />
    </section>
  );
}
