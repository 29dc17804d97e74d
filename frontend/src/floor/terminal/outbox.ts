import { Refusal, sendProblem, sendReport, type ProblemBody, type ReportBody } from "../api";

/** A report that was typed and may not have arrived; its key makes it count once. */
export type Pending = {
  job: string;
  operation: string;
  name: string;
} & ({ kind: "report"; body: ReportBody } | { kind: "problem"; body: ProblemBody });

const STORE = "lotone-floor-outbox";

export function readOutbox(): Pending[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(kept) ? (kept as Pending[]) : [];
  } catch {
    return [];
  }
}

function write(pending: Pending[]): void {
  localStorage.setItem(STORE, JSON.stringify(pending));
}

/** Keeps a report before anything is sent: a reload, a crash or a dead battery may follow. */
export function keep(one: Pending): void {
  write([...readOutbox(), one]);
}

export function newKey(): string {
  return crypto.randomUUID === undefined
    ? `t-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
    : crypto.randomUUID();
}

export interface Sent {
  refusals: { name: string; sentence: string }[];
  /** Why sending stopped before the end. */
  stopped: Error | null;
}

/** Sends in the order of typing; what is refused leaves with its sentence, what cannot be sent stays. */
export async function send(): Promise<Sent> {
  const refusals: Sent["refusals"] = [];
  for (;;) {
    const [one] = readOutbox();
    if (one === undefined) return { refusals, stopped: null };
    try {
      if (one.kind === "report") await sendReport(one.job, one.operation, one.body);
      else await sendProblem(one.job, one.operation, one.body);
    } catch (error) {
      if (!(error instanceof Refusal)) return { refusals, stopped: error instanceof Error ? error : new Error("offline") };
      refusals.push({ name: one.name, sentence: error.message });
    }
    write(readOutbox().filter(({ body }) => body.key !== one.body.key));
  }
}
