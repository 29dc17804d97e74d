import { api, sentenceOf, type Schemas } from "../api/client";

export type Site = Schemas["FloorSite"];
export type Board = Schemas["PlanningBoard"];
export type Resource = Schemas["BoardResource"];
export type Bar = Schemas["BoardBar"];
export type Order = Schemas["BoardOrder"];
export type Revision = Schemas["BoardRevision"];
export type Figures = Schemas["FloorFigures"];
export type Task = Schemas["TaskProgress"];
export type JobList = Schemas["JobListBody"];
export type Job = Schemas["JobEntry"];
export type JobDetail = Schemas["JobDetail"];
export type Why = Schemas["Why"];
export type Relief = Schemas["Relief"];
export type Disturbance = Schemas["DisturbanceLine"];
export type DisturbanceBody = Schemas["DisturbanceWish"];
export type DisturbanceAnswer = Schemas["DisturbanceAnswer"];
export type Scenario = Schemas["Scenario"];
export type ScenarioChange = Schemas["ScenarioChange"];
export type ScenarioResult = Schemas["ScenarioResult"];
export type ReportBody = Schemas["FloorReport"];
export type ProblemBody = Schemas["ProblemReport"];

/** The server refused, in a sentence. */
export class Refusal extends Error {}

/** Nobody is signed in any more: what was said is true and has to be said again. */
export class SignedOut extends Error {}

type Reply<Data> = { data?: Data; error?: unknown; response: Response };

function read<Data>({ data, error, response }: Reply<Data>): Data {
  if (data !== undefined) return data;
  // Too many, too slow or broken is no verdict: the caller tries again.
  if (response.status >= 500 || [408, 429].includes(response.status)) throw new Error(String(response.status));
  const isStale = typeof error === "object" && error !== null && "code" in error && error.code === "csrf_refused";
  if (response.status === 401 || isStale) throw new SignedOut(sentenceOf(error, "401"));
  throw new Refusal(sentenceOf(error, String(response.status)));
}

export async function readBoard(site: string): Promise<Board> {
  return read(await api.GET("/api/floor/sites/{site}/board", { params: { path: { site } } }));
}

export async function readFigures(site: string): Promise<Figures> {
  return read(await api.GET("/api/floor/sites/{site}/figures", { params: { path: { site } } }));
}

export async function planNow(site: string): Promise<string> {
  const params = { path: { site } };
  return read(await api.POST("/api/floor/sites/{site}/plan", { params, body: { seconds: 8 } })).task;
}

export async function readTask(task: string): Promise<Task> {
  return read(await api.GET("/api/tasks/{task_id}", { params: { path: { task_id: task } } }));
}

export async function cancelTask(task: string): Promise<Task> {
  return read(await api.POST("/api/tasks/{task_id}/cancel", { params: { path: { task_id: task } } }));
}

export async function readJobs(site: string, workCentre: string): Promise<JobList> {
  const params = { path: { site, work_centre: workCentre } };
  return read(await api.GET("/api/floor/sites/{site}/work-centres/{work_centre}/jobs", { params }));
}

export async function readJob(job: string): Promise<JobDetail> {
  return read(await api.GET("/api/floor/jobs/{reservation_id}", { params: { path: { reservation_id: job } } }));
}

export async function sendReport(job: string, operation: string, body: ReportBody): Promise<void> {
  const params = { path: { reservation_id: job, operation } };
  read(await api.POST("/api/floor/jobs/{reservation_id}/operations/{operation}/reports", { params, body }));
}

export async function sendProblem(job: string, operation: string, body: ProblemBody): Promise<void> {
  const params = { path: { reservation_id: job, operation } };
  read(await api.POST("/api/floor/jobs/{reservation_id}/operations/{operation}/problems", { params, body }));
}

export async function readWhy(site: string, job: string): Promise<Why> {
  const params = { path: { site, reservation_id: job } };
  return read(await api.GET("/api/floor/sites/{site}/orders/{reservation_id}/why", { params }));
}

export async function readHelps(site: string, job: string): Promise<Relief[]> {
  const params = { path: { site, reservation_id: job } };
  return read(await api.GET("/api/floor/sites/{site}/orders/{reservation_id}/helps", { params })).helps;
}

export async function readDisturbances(site: string): Promise<Disturbance[]> {
  return read(await api.GET("/api/floor/sites/{site}/disturbances", { params: { path: { site } } })).disturbances;
}

export async function sendDisturbance(site: string, body: DisturbanceBody): Promise<DisturbanceAnswer> {
  return read(await api.POST("/api/floor/sites/{site}/disturbances", { params: { path: { site } }, body }));
}

export async function endDisturbance(site: string, number: number): Promise<string> {
  const params = { path: { site, number: String(number) } };
  return read(await api.POST("/api/floor/sites/{site}/disturbances/{number}/end", { params })).task;
}

export async function readScenarios(site: string): Promise<Scenario[]> {
  return read(await api.GET("/api/floor/sites/{site}/scenarios", { params: { path: { site } } })).scenarios;
}

export async function openScenario(site: string, name: string): Promise<Scenario> {
  return read(await api.POST("/api/floor/sites/{site}/scenarios", { params: { path: { site } }, body: { name } }));
}

export async function changeScenario(id: string, changes: ScenarioChange[]): Promise<Scenario> {
  const params = { path: { scenario_id: id } };
  return read(await api.PUT("/api/floor/scenarios/{scenario_id}/changes", { params, body: { changes } }));
}

export async function solveScenario(id: string): Promise<string> {
  const params = { path: { scenario_id: id } };
  return read(await api.POST("/api/floor/scenarios/{scenario_id}/solve", { params, body: { seconds: 8 } })).task;
}

export async function adoptScenario(id: string): Promise<Schemas["Adopted"]> {
  return read(await api.POST("/api/floor/scenarios/{scenario_id}/adopt", { params: { path: { scenario_id: id } } }));
}

export async function dropScenario(id: string): Promise<Scenario> {
  return read(await api.DELETE("/api/floor/scenarios/{scenario_id}", { params: { path: { scenario_id: id } } }));
}
