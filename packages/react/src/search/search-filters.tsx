import { useId } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useMembers } from "../hook/use-members.ts";
import { useName } from "../hook/use-person.ts";
import { useTexts } from "../text/language.tsx";
import { WORD_KINDS } from "./hit.tsx";
import type { MessageSearch } from "./use-message-search.ts";

/** Kinds that one can choose among. */
const KINDS = {
  words: WORD_KINDS,
  pictures: ["image", "album", "video"],
  files: ["file"],
  polls: ["poll"],
  places: ["location"],
} as const satisfies Record<string, readonly string[]>;
type KindName = keyof typeof KINDS;

/** How a search is narrowed; days as `2026-11-30`. */
export interface Narrowing {
  readonly from?: string;
  readonly kind?: KindName;
  readonly since?: string;
  readonly until?: string;
}

export function isNarrowed(by: Narrowing): boolean {
  return Object.keys(by).length > 0;
}

/** The same as the search takes it: days by this device's time zone, whole. */
export function narrowed({ from, kind, since, until }: Narrowing): Omit<MessageSearch, "text"> {
  return {
    ...(from !== undefined && { from }),
    ...(kind !== undefined && { kinds: [...KINDS[kind]] }),
    ...(since !== undefined && { since: dayBegin(since, 0) }),
    ...(until !== undefined && { until: dayBegin(until, 1) }),
  };
}

/** The first moment of a day, or of one after it. */
function dayBegin(day: string, later: number): number {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return Math.max(0, new Date(year, month - 1, date + later).getTime());
}

export interface SearchFiltersProps {
  readonly id: string;
  readonly value: Narrowing;
  readonly onChange: (value: Narrowing) => void;
}

/** By whom, of which kind, and when. */
export function SearchFilters({ id, value, onChange }: SearchFiltersProps) {
  const { search } = useTexts();
  const { view } = useConversation(id);
  const put = (field: keyof Narrowing, text: string): void => {
    const { [field]: _was, ...rest } = value;
    onChange(text === "" ? rest : { ...rest, [field]: text });
  };
  return (
    <div className="sk-talk-search-filters">
      {view?.kind === "group" && !view.channel && (
        <Members id={id} value={value.from ?? ""} onChange={(user) => put("from", user)} />
      )}
      {view?.kind === "direct" && view.peer !== undefined && (
        <Two peer={view.peer} value={value.from ?? ""} onChange={(user) => put("from", user)} />
      )}
      <Select label={search.kind} value={value.kind ?? ""} onChange={(kind) => put("kind", kind)}>
        <option value="">{search.anyKind}</option>
        {Object.keys(KINDS).map((kind) => (
          <option key={kind} value={kind}>
            {search.kinds[kind as KindName]}
          </option>
        ))}
      </Select>
      <Day label={search.since} value={value.since} most={value.until} onChange={(day) => put("since", day)} />
      <Day label={search.until} value={value.until} least={value.since} onChange={(day) => put("until", day)} />
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: React.ReactNode;
}

function Select({ label, value, onChange, children }: SelectProps) {
  const id = useId();
  return (
    <div className="sk-talk-search-filter">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </div>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly least?: string | undefined;
  readonly most?: string | undefined;
  readonly onChange: (day: string) => void;
}

function Day({ label, value = "", least, most, onChange }: DayProps) {
  const id = useId();
  return (
    <div className="sk-talk-search-filter">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={value}
        min={least}
        max={most}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

interface PeopleProps {
  readonly value: string;
  readonly onChange: (user: string) => void;
}

function Two({ peer, value, onChange }: PeopleProps & { readonly peer: string }) {
  const { search, kit } = useTexts();
  const me = useMe()?.profile.id;
  if (me === undefined || me === peer) return null;
  return (
    <Select label={search.who} value={value} onChange={onChange}>
      <option value="">{search.anybody}</option>
      <Name user={peer} />
      <option value={me}>{kit.you}</option>
    </Select>
  );
}

function Members({ id, value, onChange }: PeopleProps & { readonly id: string }) {
  const { search } = useTexts();
  const { members } = useMembers(id);
  return (
    <Select label={search.who} value={value} onChange={onChange}>
      <option value="">{search.anybody}</option>
      {members.map(({ user }) => (
        <Name key={user} user={user} />
      ))}
    </Select>
  );
}

function Name({ user }: { readonly user: string }) {
  return <option value={user}>{useName(user)}</option>;
}
