import { useReader } from "../../lib/island";
import type { Board } from "../api";
import type { FloorWords } from "../words";

interface Props {
  board: Board;
  /** What it is for: a machine breaks down, a person is away, both work over hours. */
  kind: string;
  chosen: string[];
  onChoose(chosen: string[]): void;
}

/** Machines and people by work centre, any number of them. */
export function ResourceChoice({ board, kind, chosen, onChoose }: Props) {
  const { t, wording } = useReader<FloorWords>();
  const fits = board.resources.filter(({ work_centre }) => (kind === "breakdown" ? work_centre !== "people" : kind === "absence" ? work_centre === "people" : true));
  const toggle = (id: string): void => onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <fieldset className="resource-choice">
      <legend>{t("which")}</legend>
      {fits.map((one) => (
        <label key={one.id}>
          <input type="checkbox" checked={chosen.includes(one.id)} onChange={() => toggle(one.id)} />
          {one.name[wording.language]}
        </label>
      ))}
    </fieldset>
  );
}
