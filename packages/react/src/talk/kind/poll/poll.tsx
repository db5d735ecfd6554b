import { useId } from "react";
import { useConversation } from "../../../hook/use-conversations.ts";
import { useNow } from "../../../hook/use-now.ts";
import { useFormats, useTexts } from "../../../text/language.tsx";
import { useTalk } from "../../talk-state.tsx";
import type { ContentProps, MessageKind } from "../row.ts";
import { PollVoters } from "./poll-voters.tsx";

/** A question with options; one votes in its bubble, and sees at once how it stands. */
export const pollKind: MessageKind<"poll"> = {
  Content: PollContent,
  words: ({ question }, { texts }) => texts.kinds.pollOf(question),
  copy: ({ question, options }) => [question, ...options.map((option) => `- ${option}`)].join("\n"),
};

const NONE = { counts: [], voters: 0 } as const;

function PollContent({ id, item, end }: ContentProps<"poll">) {
  const { kinds } = useTexts();
  const formats = useFormats();
  const { conversation } = useConversation(id);
  const { show } = useTalk();
  const name = useId();
  const now = useNow(10_000);
  const { seq, body } = item;
  const { question, options, multiple = false, anonymous = false, closesAt } = body;
  const { counts, voters, mine = [], closed } = { mine: undefined, closed: undefined, ...(item.poll ?? NONE) };
  const over = closed !== undefined || (closesAt !== undefined && now >= closesAt);
  const most = Math.max(1, ...counts);
  const choose = (choice: number, on: boolean): void => {
    if (seq === undefined) return;
    const rest = multiple ? mine.filter((one) => one !== choice) : [];
    conversation.vote(
      seq,
      (on ? [...rest, choice] : rest).toSorted((a, b) => a - b),
    );
  };
  const showVoters = (choice: number): void => {
    if (seq === undefined) return;
    show((dialog) => <PollVoters {...dialog} id={id} seq={seq} choice={choice} option={options[choice] ?? ""} />);
  };
  return (
    <div className="sk-card sk-poll">
      <fieldset disabled={over || seq === undefined}>
        <legend>
          <span className="sk-poll-question" dir="auto">
            {question}
          </span>
          <span className="sk-card-detail">{kinds.kindOfPoll(anonymous, multiple)}</span>
        </legend>
        {options.map((option, choice) => {
          const count = counts[choice] ?? 0;
          const chosen = mine.includes(choice);
          return (
            <div key={option} className="sk-poll-option" data-chosen={chosen || undefined}>
              <label>
                <input
                  type={multiple ? "checkbox" : "radio"}
                  name={name}
                  checked={chosen}
                  onChange={(event) => choose(choice, event.target.checked)}
                />
                <bdi>{option}</bdi>
                <span className="sk-poll-share" aria-hidden="true">
                  {voters > 0 ? `${Math.round((100 * count) / Math.max(voters, count))}%` : ""}
                </span>
              </label>
              <div className="sk-poll-track" aria-hidden="true">
                <span
                  className="sk-poll-bar"
                  data-most={(count === most && count > 0) || undefined}
                  style={{ inlineSize: `${voters > 0 ? (100 * count) / Math.max(voters, count) : 0}%` }}
                />
              </div>
            </div>
          );
        })}
      </fieldset>
      {!anonymous && voters > 0 && (
        <p className="sk-poll-who">
          {options.map((option, choice) =>
            (counts[choice] ?? 0) > 0 ? (
              <button
                key={option}
                type="button"
                className="sk-link"
                aria-label={`${kinds.whoVoted(option)}: ${kinds.votes(counts[choice] ?? 0)}`}
                onClick={() => showVoters(choice)}
              >
                <bdi>{option.length > SHORT ? `${option.slice(0, SHORT)}…` : option}</bdi>{" "}
                {formats.number(counts[choice] ?? 0)}
              </button>
            ) : null,
          )}
        </p>
      )}
      {mine.length > 0 && !over && seq !== undefined && (
        <button type="button" className="sk-link" onClick={() => conversation.vote(seq, [])}>
          {kinds.unvote}
        </button>
      )}
      <p className="sk-card-foot">
        <span>
          {kinds.voters(voters)}
          {over ? ` · ${kinds.closed}` : closesAt === undefined ? "" : ` · ${kinds.closesOn(formats.moment(closesAt))}`}
        </span>
        {end}
      </p>
    </div>
  );
}

/** Of a long option so much stands beside the number of its voters. */
const SHORT = 18;
