import { useState } from "react";
import { useReader } from "../../lib/island";
import type { Job, ProblemBody } from "../api";
import { Alarm } from "./done-panel";
import { useDraft } from "./drafts";
import type { TerminalWords } from "./words";

const KINDS = ["material", "machine", "drawing", "quality", "other"] as const;

interface Props {
  job: Job;
  onTell(kind: ProblemBody["kind"], note: string): void;
  onBack(): void;
}

/** Problem: what is in the way, in one touch and as many words as one likes. */
export function ProblemPanel({ job, onTell, onBack }: Props) {
  const { t } = useReader<TerminalWords>();
  const [kind, setKind] = useState<ProblemBody["kind"] | null>(null);
  const [note, setNote] = useDraft(`problem:${job.job}:${job.operation}`);
  return (
    <form
      className="terminal-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (kind === null) return;
        setNote("");
        onTell(kind, note.trim());
      }}
    >
      <fieldset>
        <legend>{t("whichProblem")}</legend>
        <div className="terminal-choices">
          {KINDS.map((one) => (
            <button key={one} type="button" aria-pressed={one === kind} onClick={() => setKind(one)}>{t(`kind_${one}`)}</button>
          ))}
        </div>
      </fieldset>
      <label htmlFor="problem-note">{t("noteLabel")}</label>
      <input id="problem-note" value={note} maxLength={400} onInput={(event) => setNote(event.currentTarget.value)} />
      <div className="terminal-panel">
        <button className="terminal-key" data-kind="warn" disabled={kind === null}><Alarm />{t("tellPlanner")}</button>
        <button type="button" className="terminal-key" onClick={onBack}>{t("back")}</button>
      </div>
    </form>
  );
}
