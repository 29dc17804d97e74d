import { useState, type ReactNode } from "react";
import { useReader } from "../../lib/island";
import { Refusal, sendDisturbance, type Board, type DisturbanceAnswer, type DisturbanceBody } from "../api";
import { fewOf } from "./names";
import { ResourceChoice } from "./resource-choice";
import type { FloorWords } from "../words";

const KINDS = ["breakdown", "absence", "overtime", "late_material", "rush_order", "cancellation"] as const;
type Kind = (typeof KINDS)[number];
const OF_RESOURCES: ReadonlySet<Kind> = new Set<Kind>(["breakdown", "absence", "overtime"]);

interface Props {
  board: Board;
  onDone(): void;
  onClose(): void;
}

/** Says what happened; the plan is mended before the answer comes. */
export function DisturbanceForm({ board, onDone, onClose }: Props) {
  const { t } = useReader<FloorWords>();
  const [kind, setKind] = useState<Kind>("breakdown");
  const [resources, setResources] = useState<string[]>([]);
  const [job, setJob] = useState("");
  const [since, setSince] = useState("");
  const [until, setUntil] = useState("");
  const [weight, setWeight] = useState("10");
  const [share, setShare] = useState("25");
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [answer, setAnswer] = useState<DisturbanceAnswer | null>(null);
  const isOfResources = OF_RESOURCES.has(kind);

  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem("");
    try {
      const body: DisturbanceBody = {
        kind,
        reason,
        resources: isOfResources ? resources : [],
        jobs: isOfResources ? [] : [job],
        weight: Number(weight),
        may_change_pct: Number(share),
        since: since === "" || !isOfResources ? null : since,
        until: until === "" || kind === "rush_order" || kind === "cancellation" ? null : until,
      };
      setAnswer(await sendDisturbance(board.site, body));
      onDone();
    } catch (error) {
      setProblem(error instanceof Refusal ? error.message : t("offline"));
    }
    setBusy(false);
  };

  if (answer !== null) return <Told answer={answer} onClose={onClose} />;
  return (
    <form className="happened-form" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <Field id="happened-kind" label={t("kind")}>
        <select id="happened-kind" value={kind} onChange={(event) => { setKind(event.currentTarget.value as Kind); setResources([]); }}>
          {KINDS.map((one) => <option key={one} value={one}>{t(one)}</option>)}
        </select>
      </Field>
      {isOfResources ? (
        <ResourceChoice board={board} kind={kind} chosen={resources} onChoose={setResources} />
      ) : (
        <Field id="happened-job" label={t("whichOrder")}>
          <select id="happened-job" required value={job} onChange={(event) => setJob(event.currentTarget.value)}>
            <option value="">{t("choose")}</option>
            {board.orders.map((one) => <option key={one.job} value={one.job}>{one.label}</option>)}
          </select>
        </Field>
      )}
      {isOfResources && (
        <Field id="happened-since" label={t("from")} hint={t("siteClock", { zone: board.zone })}>
          <input id="happened-since" type="datetime-local" value={since} onInput={(event) => setSince(event.currentTarget.value)} />
        </Field>
      )}
      {kind !== "rush_order" && kind !== "cancellation" && (
        <Field id="happened-until" label={t(kind === "late_material" ? "untilMaterial" : "until")} hint={t("siteClock", { zone: board.zone })}>
          <input id="happened-until" type="datetime-local" required value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
        </Field>
      )}
      {kind === "rush_order" && (
        <Field id="happened-weight" label={t("weight")} hint={t("weightHint")}>
          <input id="happened-weight" type="number" min="1" max="100" value={weight} onInput={(event) => setWeight(event.currentTarget.value)} />
        </Field>
      )}
      <Field id="happened-share" label={t("mayChange")} hint={t("mayChangeHint")}>
        <input id="happened-share" type="number" min="0" max="100" value={share} onInput={(event) => setShare(event.currentTarget.value)} />
      </Field>
      <Field id="happened-reason" label={t("reason")} hint={t("reasonHint")}>
        <input id="happened-reason" required maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </Field>
      {problem !== "" && <p className="stop" role="alert">{problem}</p>}
      <p className="form-keys">
        <button className="button first" disabled={isBusy}>{t(isBusy ? "recording" : "record")}</button>
        <button type="button" className="link-button" onClick={onClose}>{t("whyHide")}</button>
      </p>
    </form>
  );
}

export function Field({ id, label, hint, children }: { id: string; label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && <span className="hint">{hint}</span>}
    </div>
  );
}

function Told({ answer, onClose }: { answer: DisturbanceAnswer; onClose(): void }) {
  const { t } = useReader<FloorWords>();
  return (
    <div className="note ok" role="status">
      <p>{t("recorded", { number: answer.number })} {answer.revision != null && t("mended", { number: answer.revision, moved: answer.moved_operations })}</p>
      {answer.late.length > 0 && <p className="stop">{t("newlyLate", { labels: fewOf(answer.late, t("andMore")) })}</p>}
      <p>{t("improving")} <button type="button" className="link-button" onClick={onClose}>{t("whyHide")}</button></p>
    </div>
  );
}
