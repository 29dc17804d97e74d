import { useReader } from "../../lib/island";
import type { StudioWords } from "../words";

/** What a new entry is called in rules, files and messages. */
export function IdField({ value, onInput }: { value: string; onInput(value: string): void }) {
  const { t } = useReader<StudioWords>();
  return (
    <div className="field">
      <label htmlFor="entry-id">{t("id")}</label>
      <input id="entry-id" className="mono" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
      <span className="hint">{t("ids")}</span>
    </div>
  );
}

interface NameProps {
  name: Record<string, string>;
  english: string;
  chinese: string;
  onInput(name: Record<string, string>): void;
}

/** The same sentence in both languages of the shop. */
export function NameFields({ name, english, chinese, onInput }: NameProps) {
  return (
    <>
      <div className="field">
        <label htmlFor="name-en">{english}</label>
        <textarea id="name-en" lang="en" rows={2} value={name["en"] ?? ""} onInput={(e) => onInput({ ...name, en: e.currentTarget.value })} />
      </div>
      <div className="field">
        <label htmlFor="name-zh">{chinese}</label>
        <textarea id="name-zh" lang="zh-Hans" rows={2} value={name["zh"] ?? ""} onInput={(e) => onInput({ ...name, zh: e.currentTarget.value })} />
      </div>
    </>
  );
}

interface ActionProps {
  keep: string;
  canKeep: boolean;
  /** Null for an entry that is not kept yet. */
  onRemove: (() => void) | null;
}

/** Keep it, or take it out. */
export function EntryActions({ keep, canKeep, onRemove }: ActionProps) {
  const { t } = useReader<StudioWords>();
  return (
    <div className="studio-actions">
      <button className="button first" disabled={!canKeep}>{keep}</button>
      {onRemove !== null && <button type="button" className="link-button" onClick={onRemove}>{t("remove")}</button>}
    </div>
  );
}
