import { LIMITS, type ListedWord } from "@skein/protocol";
import {
  Blank,
  Button,
  Choice,
  Failure,
  IconButton,
  isolate,
  Row,
  TextField,
  useAction,
  useClient,
  Answered,
  useAnswer,
} from "@skein/react";
import { BookX, Trash2 } from "lucide-react";
import { useState } from "react";
import { ForAdmins } from "../settings/for-admins.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { useAppTexts } from "../text/app-texts.tsx";

const ACTIONS = ["refuse", "mask", "flag"] as const satisfies readonly ListedWord["action"][];
const PAGE = 200;

/** The words that are looked out for. */
export function WordList() {
  return (
    <SettingsPage section="words">
      <ForAdmins>
        <List />
      </ForAdmins>
    </SettingsPage>
  );
}

function List() {
  const { order } = useAppTexts();
  const client = useClient();
  const [limit, setLimit] = useState(PAGE);
  const answer = useAnswer("word.list", { limit: Math.min(limit, 500) });
  const remove = useAction(async (word: string) => {
    await client.call("word.remove", { words: [word] });
    answer.again();
  });
  return (
    <>
      <NewWords onAdded={answer.again} />
      {remove.error && <Failure>{remove.error}</Failure>}
      <Answered answer={answer}>
        {({ words, total, next }) =>
          total === 0 ? (
            <Blank art={<BookX size={32} />} title={order.wordsNone}>
              {order.wordsNoneHint}
            </Blank>
          ) : (
            <>
              <p className="guest-hint">{order.wordsTotal(new Intl.NumberFormat().format(total))}</p>
              <ul className="card">
                {words.map(({ word, action }) => (
                  <li key={word}>
                    <Row
                      title={<bdi>{word}</bdi>}
                      detail={order.actions[action]}
                      trailing={
                        <IconButton label={order.wordRemove(isolate(word))} onClick={() => remove.run(word)}>
                          <Trash2 size={18} aria-hidden="true" />
                        </IconButton>
                      }
                    />
                  </li>
                ))}
              </ul>
              {next !== undefined && limit < 500 && (
                <Button onClick={() => setLimit(limit + PAGE)}>{order.more}</Button>
              )}
            </>
          )
        }
      </Answered>
    </>
  );
}

function NewWords({ onAdded }: { readonly onAdded: () => void }) {
  const { order } = useAppTexts();
  const client = useClient();
  const [text, setText] = useState("");
  const [action, setAction] = useState<ListedWord["action"]>("refuse");
  const words = [...new Set(text.split("\n").map((line) => line.trim().slice(0, LIMITS.word)))].filter(Boolean);
  const add = useAction(async () => {
    for (let at = 0; at < words.length; at += LIMITS.wordsPerCall) {
      const some = words.slice(at, at + LIMITS.wordsPerCall).map((word) => ({ word, action }));
      await client.call("word.add", { words: some });
    }
    setText("");
    onAdded();
  });
  return (
    <form
      className="sk-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.length > 0) add.run();
      }}
    >
      <TextField
        label={order.wordNew}
        hint={order.wordNewHint}
        error={add.error}
        value={text}
        dir="auto"
        onChange={(event) => setText(event.target.value)}
      />
      <Choice
        label={order.wordAction}
        value={action}
        options={ACTIONS.map((value) => ({ value, label: order.actions[value] }))}
        onChange={setAction}
      />
      <div className="sk-form-end">
        <Button look="primary" type="submit" busy={add.busy} disabled={words.length === 0}>
          {order.wordAdd}
        </Button>
      </div>
    </form>
  );
}
