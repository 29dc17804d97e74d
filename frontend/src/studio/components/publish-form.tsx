import { useState } from "react";
import { useReader } from "../../lib/island";
import { publish, Refusal, type Draft, type PublishAnswer } from "../api";
import type { StudioWords } from "../words";

interface PublishProps {
  slug: string;
  draft: Draft;
  isBlocked: boolean;
  onPublished(): Promise<void>;
}

/** The way out to the shop, with a note for the history. */
export function PublishForm({ slug, draft, isBlocked, onPublished }: PublishProps) {
  const { t } = useReader<StudioWords>();
  const [note, setNote] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<PublishAnswer | null>(null);
  const [problem, setProblem] = useState("");

  async function go(): Promise<void> {
    setBusy(true);
    setAnswer(null);
    try {
      setAnswer(await publish(slug, draft.number, note));
      setProblem("");
      setNote("");
    } catch (error) {
      setProblem(error instanceof Refusal && error.message !== "" ? error.message : t("offline"));
    } finally {
      setBusy(false);
      await onPublished();
    }
  }

  return (
    <form
      className="studio-publish"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <label htmlFor="publish-note">{t("note")}</label>
      <input id="publish-note" value={note} maxLength={500} onInput={(e) => setNote(e.currentTarget.value)} />
      <button className="button" disabled={isBlocked || isBusy}>{t("publish")}</button>
      <div role="status">
        {isBusy && <p className="quiet">{t("publishing")}</p>}
        {problem !== "" && <p className="note stop">{problem}</p>}
        {answer?.version != null && <p className="note ok">{t("published", { number: answer.version.number })}</p>}
        {answer !== null && answer.version == null && <Refused answer={answer} />}
      </div>
    </form>
  );
}

function Refused({ answer }: { answer: PublishAnswer }) {
  const { t, wording } = useReader<StudioWords>();
  return (
    <div className="note stop">
      <p>{answer.failures.length > 0 ? t("unmakeable") : t("refused")}</p>
      <ul>
        {answer.tests.map((test) => <li key={test.id}>{test.sentence[wording.language]}</li>)}
        {answer.problems.map((p) => <li key={p.path + p.sentence}>{p.sentence}</li>)}
        {answer.failures.slice(0, 3).map((failure) => (
          <li key={JSON.stringify(failure.configuration)}>
            {failure.sentences.join(" ")}
            <br />
            <span className="mono">{Object.entries(failure.configuration).map(([k, v]) => `${k}=${v}`).join(" ")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

