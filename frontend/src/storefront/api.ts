import { api, sentenceOf, type Schemas } from "../api/client";
import type { Answer, Choices, Scalar } from "./page-data";

/** What goes with every question of one page. */
export interface Standing {
  slug: string;
  version: string;
  currency: string;
  zone: string;
}

/** The server said no to the question itself, in a sentence. */
export class Refusal extends Error {}

function question(standing: Standing, choices: Choices, shown: Choices): Schemas["Question"] {
  const { version, zone } = standing;
  return { version, zone, currency: standing.currency as "EUR" | "CNY", choices, shown };
}

type Reply<Data> = { data?: Data; error?: unknown };

function read<Data>({ data, error }: Reply<Data>): Data {
  if (data === undefined) throw new Refusal(sentenceOf(error, ""));
  return data;
}

export async function askAnswer(
  standing: Standing,
  choices: Choices,
  shown: Choices,
  signal: AbortSignal,
): Promise<Answer> {
  const params = { path: { slug: standing.slug } };
  const body = question(standing, choices, shown);
  return read(await api.POST("/api/shop/products/{slug}/answer", { params, body, signal }));
}

export async function askDeltas(
  standing: Standing,
  choices: Choices,
  shown: Choices,
  group: string,
  signal: AbortSignal,
  options?: readonly string[],
): Promise<Schemas["DeltasView"]> {
  const params = { path: { slug: standing.slug } };
  const body = { ...question(standing, choices, shown), group, options: options ? [...options] : null };
  return read(await api.POST("/api/shop/products/{slug}/deltas", { params, body, signal }));
}

export async function askExplain(
  standing: Standing,
  choices: Choices,
  shown: Choices,
  option: string,
  value: Scalar,
): Promise<Schemas["ExplanationView"]> {
  const params = { path: { slug: standing.slug } };
  const body = { ...question(standing, choices, shown), option, value };
  return read(await api.POST("/api/shop/products/{slug}/explain", { params, body }));
}
