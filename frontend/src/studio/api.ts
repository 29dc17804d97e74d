import { api, sentenceOf, type Schemas } from "../api/client";

export type Draft = Schemas["Draft"];
export type Verdict = Schemas["VerdictBody"];
export type RuleEntry = Schemas["RuleEntry"];
export type RuleLine = Schemas["RuleLine"];
export type TableLine = Schemas["TableLine"];
export type PriceEntry = Schemas["PriceEntry"];
export type OptionLine = Schemas["OptionLine"];
export type ProblemLine = Schemas["ProblemLine"];
export type ProductLine = Schemas["ProductLine"];
export type Finding = Schemas["FindingLine"];
export type PublishAnswer = Schemas["PublishAnswer"];

/** The server refused, in a sentence; empty when it did not answer at all. */
export class Refusal extends Error {}

type Reply<Data> = { data?: Data; error?: unknown };

function read<Data>({ data, error }: Reply<Data>): Data {
  if (data === undefined) throw new Refusal(sentenceOf(error, ""));
  return data;
}

export async function readProducts(): Promise<ProductLine[]> {
  return read(await api.GET("/api/studio/products")).products;
}

export async function readDraft(slug: string): Promise<Draft> {
  return read(await api.GET("/api/studio/products/{slug}/draft", { params: { path: { slug } } }));
}

/** Something that is being typed and not kept. */
export type Trial = { rule: RuleEntry } | { table: string; rows: string[][] };

export async function judgeTrial(slug: string, trial: Trial, signal: AbortSignal): Promise<Verdict> {
  if ("rule" in trial) {
    const params = { path: { slug } };
    return read(await api.POST("/api/studio/products/{slug}/draft/try", { params, body: trial, signal }));
  }
  const params = { path: { slug, table_id: trial.table } };
  const path = "/api/studio/products/{slug}/draft/tables/{table_id}/try";
  return read(await api.POST(path, { params, body: { rows: trial.rows }, signal }));
}

/** The exact number of variants, which takes longer than a verdict may. */
export async function countVariants(
  slug: string,
  trial: Trial | null,
  signal: AbortSignal,
): Promise<Schemas["CountBody"]> {
  const body = { rule: null, table: "", rows: [], ...trial };
  return read(await api.POST("/api/studio/products/{slug}/draft/count", { params: { path: { slug } }, body, signal }));
}

export async function keepRule(slug: string, number: number, rule: RuleEntry): Promise<Verdict> {
  const params = { path: { slug } };
  return read(await api.PUT("/api/studio/products/{slug}/draft/rules", { params, body: { number, rule } }));
}

export async function removeRule(slug: string, number: number, id: string): Promise<Verdict> {
  const params = { path: { slug, rule_id: id } };
  const path = "/api/studio/products/{slug}/draft/rules/{rule_id}/remove";
  return read(await api.POST(path, { params, body: { number } }));
}

export async function keepRows(slug: string, number: number, id: string, rows: string[][]): Promise<Verdict> {
  const params = { path: { slug, table_id: id } };
  const path = "/api/studio/products/{slug}/draft/tables/{table_id}";
  return read(await api.PUT(path, { params, body: { number, rows } }));
}

export async function keepPrice(slug: string, number: number, price: PriceEntry): Promise<Verdict> {
  const params = { path: { slug } };
  return read(await api.PUT("/api/studio/products/{slug}/draft/prices", { params, body: { number, price } }));
}

export async function removePrice(slug: string, number: number, id: string): Promise<Verdict> {
  const params = { path: { slug, price_id: id } };
  const path = "/api/studio/products/{slug}/draft/prices/{price_id}/remove";
  return read(await api.POST(path, { params, body: { number } }));
}

export async function publish(slug: string, number: number, note: string): Promise<PublishAnswer> {
  const params = { path: { slug } };
  return read(await api.POST("/api/studio/products/{slug}/draft/publish", { params, body: { number, note } }));
}
