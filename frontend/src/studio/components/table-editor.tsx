import { useState } from "react";
import { useReader } from "../../lib/island";
import { keepRows, type Draft, type Trial, type Verdict } from "../api";
import type { StudioWords } from "../words";

interface Props {
  slug: string;
  draft: Draft;
  id: string;
  onChange(act: (number: number) => Promise<Verdict>): Promise<boolean>;
  onConsider(trial: Trial | null): void;
}

/** The rows of a table, a combination that is allowed in each. */
export function TableEditor({ slug, draft, id, onChange, onConsider }: Props) {
  const { t, wording } = useReader<StudioWords>();
  const table = draft.tables.find((known) => known.id === id);
  const [rows, keepTyped] = useState<string[][]>(() => table?.rows.map((row) => [...row]) ?? []);
  if (table === undefined) return null;
  const names = table.options.map((option) => draft.options.find((known) => known.id === option));

  function setRows(next: string[][]): void {
    keepTyped(next);
    onConsider({ table: id, rows: next });
  }

  function write(row: number, column: number, text: string): void {
    setRows(rows.map((cells, r) => (r === row ? cells.map((cell, c) => (c === column ? text : cell)) : cells)));
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onChange((number) => keepRows(slug, number, id, rows));
      }}
    >
      <h2>{table.name[wording.language]}</h2>
      <p className="hint">{t("cellHelp")}</p>
      <div className="studio-grid">
        <table>
          <thead>
            <tr>
              {table.options.map((option, column) => (
                <th key={option} scope="col">
                  {names[column]?.name[wording.language] ?? option}
                  <span className="mono quiet"> {option}</span>
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, column) => (
                  <td key={table.options[column]}>
                    <input
                      className="mono"
                      aria-label={`${t("row", { number: row + 1 })}, ${table.options[column]}`}
                      list={`values-${table.options[column]}`}
                      style={{ minWidth: `${widthOf(rows, column)}ch` }}
                      value={cell}
                      onInput={(event) => write(row, column, event.currentTarget.value)}
                    />
                  </td>
                ))}
                <td>
                  <button type="button" className="link-button" aria-label={t("removeRow", { number: row + 1 })} onClick={() => setRows(rows.filter((_, r) => r !== row))}>
                    ×
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {names.map((option) => option !== undefined && (
        <datalist key={option.id} id={`values-${option.id}`}>
          {option.values.map((value) => <option key={value.id} value={value.id}>{value.name[wording.language]}</option>)}
        </datalist>
      ))}
      <div className="studio-actions">
        <button className="button first">{t("keepRows")}</button>
        <button type="button" className="button" onClick={() => setRows([...rows, table.options.map(() => "")])}>{t("addRow")}</button>
      </div>
    </form>
  );
}

/** Characters that show every cell of a column whole, within reason; the grid scrolls beyond. */
function widthOf(rows: string[][], column: number): number {
  return Math.min(60, Math.max(...rows.map((cells) => cells[column]?.length ?? 0)) + 4);
}
