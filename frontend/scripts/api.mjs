// Writes openapi.json as the server describes itself, and its types for the pages.
// The types name the description they were made from, so that a test without Node
// can tell whether they are fresh.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const venv = "../.venv/bin/python";
const python = process.env.PYTHON ?? (existsSync(venv) ? venv : "python3");
const description = process.argv.includes("--keep")
  ? readFileSync("openapi.json")
  : execFileSync(python.replace(/^\.\.\//, ""), ["-m", "app.cli", "openapi"], { cwd: "..", maxBuffer: 1 << 26 });
writeFileSync("openapi.json", description);
const digest = createHash("sha256").update(description).digest("hex");
const types = astToString(await openapiTS(JSON.parse(description.toString())));
writeFileSync("src/api/schema.d.ts", `// From openapi.json, sha256 ${digest}: npm run api\n${types}`);
