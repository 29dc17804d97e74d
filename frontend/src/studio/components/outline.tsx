import { useReader } from "../../lib/island";
import type { Draft, Verdict } from "../api";
import type { StudioWords } from "../words";

export interface Selected {
  section: "rules" | "tables" | "prices";
  /** Empty for one that is being written. */
  id: string;
}

interface Props {
  draft: Draft;
  verdict: Verdict;
  selected: Selected | null;
  onSelect(selected: Selected): void;
}

interface Line {
  id: string;
  name: string;
}

/** Everything that can be edited, one line each; what is wrong is marked in its place. */
export function Outline({ draft, verdict, selected, onSelect }: Props) {
  const { t, wording } = useReader<StudioWords>();
  const lang = wording.language;
  const sections: { section: Selected["section"]; title: string; lines: Line[]; add: string | null }[] = [
    {
      section: "rules",
      title: t("rules"),
      lines: draft.rules.map((rule) => ({ id: rule.id, name: rule.name[lang] ?? rule.id })),
      add: t("newRule"),
    },
    {
      section: "tables",
      title: t("tables"),
      lines: draft.tables.map((table) => ({
        id: table.id,
        name: `${table.name[lang] ?? table.id} · ${t("rowCount", { count: table.rows.length })}`,
      })),
      add: null,
    },
    {
      section: "prices",
      title: t("prices"),
      lines: draft.prices.map((price) => ({ id: price.id, name: price.label[lang] ?? price.id })),
      add: t("newPrice"),
    },
  ];
  return (
    <nav className="studio-outline" aria-label={t("outline")}>
      {sections.map(({ section, title, lines, add }) => (
        <section key={section}>
          <h2>{title}</h2>
          <ul>
            {lines.map(({ id, name }) => (
              <li key={id}>
                <button
                  type="button"
                  aria-current={selected?.section === section && selected.id === id}
                  data-wrong={isWrong(verdict, section, id)}
                  data-odd={verdict.findings.some((found) => found.section === section && found.id === id)}
                  onClick={() => onSelect({ section, id })}
                >
                  {name}
                </button>
              </li>
            ))}
            {add !== null && (
              <li>
                <button type="button" className="studio-add" onClick={() => onSelect({ section, id: "" })}>
                  {add}
                </button>
              </li>
            )}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function isWrong(verdict: Verdict, section: string, id: string): boolean {
  const inProblems = verdict.problems.some(({ path }) => path.startsWith(`${section}.${id}`));
  return inProblems || (verdict.conflict?.rules.includes(id) ?? false);
}
