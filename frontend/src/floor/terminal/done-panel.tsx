import { useState } from "react";
import { useReader } from "../../lib/island";
import type { Job } from "../api";
import { useDraft } from "./drafts";
import type { TerminalWords } from "./words";

interface Props {
  job: Job;
  onGood(): void;
  onScrap(count: number, reason: string): void;
  onBack(): void;
}

const REASONS = ["damaged", "wrongSize", "surface", "materialFault"] as const;

/** Done: all good, or how many pieces were ruined and by what. */
export function DonePanel({ job, onGood, onScrap, onBack }: Props) {
  const { t } = useReader<TerminalWords>();
  const [isScrap, setScrap] = useState(false);
  const [count, setCount] = useState(1);
  const [reason, setReason] = useState<(typeof REASONS)[number] | null>(null);
  const [note, setNote] = useDraft(`scrap:${job.job}:${job.operation}`);

  if (!isScrap) {
    return (
      <div className="terminal-panel">
        <button type="button" className="terminal-key" data-kind="ok" onClick={onGood}>
          <Tick />{t("good")}<small>{t("goodHelp")}</small>
        </button>
        <button type="button" className="terminal-key" data-kind="stop" onClick={() => setScrap(true)}>
          <Cross />{t("scrap")}<small>{t("scrapHelp")}</small>
        </button>
        <button type="button" className="terminal-key" onClick={onBack}>{t("back")}</button>
      </div>
    );
  }
  const words = [reason === null ? "" : t(reason), note.trim()].filter((part) => part !== "").join(": ");
  return (
    <form
      className="terminal-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (words === "") return;
        setNote("");
        onScrap(count, words);
      }}
    >
      {job.quantity > 1 && (
        <fieldset className="terminal-count">
          <legend>{t("howMany")}</legend>
          <button type="button" aria-label={t("fewer")} disabled={count <= 1} onClick={() => setCount(count - 1)}>−</button>
          <output>{count}</output>
          <button type="button" aria-label={t("more")} disabled={count >= job.quantity} onClick={() => setCount(count + 1)}>+</button>
        </fieldset>
      )}
      <fieldset>
        <legend>{t("whyScrap")}</legend>
        <div className="terminal-choices">
          {REASONS.map((one) => (
            <button key={one} type="button" aria-pressed={one === reason} onClick={() => setReason(one === reason ? null : one)}>{t(one)}</button>
          ))}
        </div>
      </fieldset>
      <label htmlFor="scrap-note">{t("noteLabel")}</label>
      <input id="scrap-note" value={note} maxLength={400} onInput={(event) => setNote(event.currentTarget.value)} />
      <div className="terminal-panel">
        <button className="terminal-key" data-kind="stop" disabled={words === ""}><Cross />{t("reportScrap")}</button>
        <button type="button" className="terminal-key" onClick={onBack}>{t("back")}</button>
      </div>
    </form>
  );
}

export function Tick() {
  return <svg className="terminal-sign" viewBox="0 0 24 24" aria-hidden="true"><path d="m3 13 6 6L21 5" /></svg>;
}

export function Cross() {
  return <svg className="terminal-sign" viewBox="0 0 24 24" aria-hidden="true"><path d="m4 4 16 16M20 4 4 20" /></svg>;
}

export function Play() {
  return <svg className="terminal-sign" data-filled viewBox="0 0 24 24" aria-hidden="true"><path d="M5 3v18l16-9z" /></svg>;
}

export function Alarm() {
  return <svg className="terminal-sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3 22.5 21H1.5zM12 10v5M12 17.6v1" /></svg>;
}
