import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

/** The one client of every page; it says which page of ours is writing. */
export const api = createClient<paths>({
  headers: { "X-CSRF-Token": document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "" },
});

/** What the server said in a sentence, or what the connection did not say. */
export function sentenceOf(error: unknown, otherwise: string): string {
  if (typeof error === "object" && error !== null && "detail" in error) {
    const fields = "fields" in error && Array.isArray(error.fields) ? error.fields : [];
    const first: unknown = fields[0]?.sentence;
    return typeof first === "string" ? first : String(error.detail);
  }
  return otherwise;
}
