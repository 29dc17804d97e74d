import { useState } from "react";
import { useReader } from "../../lib/island";
import type { Board, ScenarioChange } from "../api";
import { Field } from "../components/disturbance-form";
import { ResourceChoice } from "../components/resource-choice";
import type { WhatIfWords } from "./words";

const WHAT = ["overtime", "closed", "more_machines", "fewer_machines", "more_orders", "without_orders"] as const;
type What = (typeof WHAT)[number];
const HOURS: ReadonlySet<What> = new Set<What>(["overtime", "closed"]);
const ORDERS: ReadonlySet<What> = new Set<What>(["more_orders", "without_orders"]);
const COUNTS: ReadonlySet<What> = new Set<What>(["more_machines", "more_orders"]);

/** Adds one difference: hours, machines or orders. */
export function ChangeForm({ board, onAdd }: { board: Board; onAdd(change: ScenarioChange): Promise<void> }) {
  const { t } = useReader<WhatIfWords>();
  const [what, setWhat] = useState<What>("overtime");
  const [resources, setResources] = useState<string[]>([]);
  const [job, setJob] = useState("");
  const [since, setSince] = useState("");
  const [until, setUntil] = useState("");
  const [count, setCount] = useState("1");
  const add = (): void => {
    void onAdd({
      what,
      resources: ORDERS.has(what) ? [] : resources,
      jobs: ORDERS.has(what) ? [job] : [],
      since: HOURS.has(what) && since !== "" ? since : null,
      until: (HOURS.has(what) || what === "more_orders") && until !== "" ? until : null,
      count: COUNTS.has(what) ? Number(count) : 1,
    });
    setResources([]);
  };
  return (
    <form className="happened-form" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <Field id="change-what" label={t("kind")}>
        <select id="change-what" value={what} onChange={(event) => setWhat(event.currentTarget.value as What)}>
          {WHAT.map((one) => <option key={one} value={one}>{t(one)}</option>)}
        </select>
      </Field>
      {!ORDERS.has(what) && <ResourceChoice board={board} kind={what === "fewer_machines" ? "breakdown" : what} chosen={resources} onChoose={setResources} />}
      {ORDERS.has(what) && (
        <Field id="change-job" label={t("whichOrder")}>
          <select id="change-job" required value={job} onChange={(event) => setJob(event.currentTarget.value)}>
            <option value="">{t("choose")}</option>
            {board.orders.map((one) => <option key={one.job} value={one.job}>{one.label}</option>)}
          </select>
        </Field>
      )}
      {COUNTS.has(what) && (
        <Field id="change-count" label={t("count")}>
          <input id="change-count" type="number" min="1" max="20" value={count} onInput={(event) => setCount(event.currentTarget.value)} />
        </Field>
      )}
      {HOURS.has(what) && (
        <Field id="change-since" label={t("from")} hint={t("siteClock", { zone: board.zone })}>
          <input id="change-since" type="datetime-local" required value={since} onInput={(event) => setSince(event.currentTarget.value)} />
        </Field>
      )}
      {(HOURS.has(what) || what === "more_orders") && (
        <Field id="change-until" label={t(what === "more_orders" ? "wanted" : "until")} hint={t("siteClock", { zone: board.zone })}>
          <input id="change-until" type="datetime-local" required={HOURS.has(what)} value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
        </Field>
      )}
      <p className="form-keys"><button className="button">{t("addChange")}</button></p>
    </form>
  );
}
