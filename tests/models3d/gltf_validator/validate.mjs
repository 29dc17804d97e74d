// Judges GLB files: validate.mjs LIST TEXTURES. LIST holds a path a line; one report a line comes out.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { validateBytes } from "gltf-validator";

const [list, textures] = process.argv.slice(2);
const externalResourceFunction = async (uri) => new Uint8Array(readFileSync(join(textures, basename(uri))));

for (const path of readFileSync(list, "utf8").split("\n").filter(Boolean)) {
  const report = await validateBytes(new Uint8Array(readFileSync(path)), { externalResourceFunction });
  process.stdout.write(`${JSON.stringify({ path, ...report.issues })}\n`);
}
