// The house's import directions. Each law is also run against a made-up breach, so that
// a change of the scanner cannot make them pass by seeing nothing.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));
const IMPORT = /(?:from|import)\s*\(?\s*["']([^"']+)["']/g;
const FEATURES = ["storefront", "studio", "floor"];
const LAYERS = { lib: ["lib"], api: ["api", "lib"], ui: ["ui", "lib"], viewer: ["viewer"] };

function sources() {
  return readdirSync(SOURCE, { recursive: true })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
    .map((path) => ({ path, text: readFileSync(join(SOURCE, path), "utf8") }));
}

function importsOf({ path, text }) {
  return [...text.matchAll(IMPORT)].map(([, target]) =>
    target.startsWith(".") ? relative(SOURCE, resolve(SOURCE, dirname(path), target)) : target,
  );
}

const folderOf = (path) => path.split("/")[0];
const isOurs = (target) => [...FEATURES, ...Object.keys(LAYERS)].includes(folderOf(target));

function breaches(files) {
  return files.flatMap((file) => {
    const folder = folderOf(file.path);
    return importsOf(file)
      .filter((target) => {
        if (folder === "viewer" && /^(p?react|openapi)/.test(target)) return true;
        if (!isOurs(target)) return false;
        if (folder in LAYERS) return !LAYERS[folder].includes(folderOf(target));
        return FEATURES.includes(folder) && FEATURES.includes(folderOf(target)) && folderOf(target) !== folder;
      })
      .map((target) => `${file.path} imports ${target}`);
  });
}

test("no feature imports another, the viewer knows nothing of the shop, the lower folders nothing above", () => {
  assert.deepEqual(breaches(sources()), []);
});

test("the scanner sees what there is to see", () => {
  const files = sources();
  assert.ok(files.length > 20, `${files.length} files`);
  const all = files.flatMap(importsOf);
  assert.ok(all.includes("three"), "the viewer's own imports are seen");
  assert.ok(all.some((target) => folderOf(target) === "viewer"), "the lazy import of the viewer is seen");
});

test("every breach is caught", () => {
  const made = [
    { path: "viewer/x.ts", text: 'import { h } from "react";' },
    { path: "viewer/x.ts", text: 'import { api } from "../api/client";' },
    { path: "storefront/x.ts", text: 'import { y } from "../studio/y";' },
    { path: "floor/a/x.tsx", text: 'const y = await import("../../storefront/y");' },
    { path: "lib/x.ts", text: 'import { y } from "../ui/y";' },
  ];
  for (const file of made) assert.equal(breaches([file]).length, 1, file.text);
});

test("3D is a lazy chunk: nothing outside the viewer imports it or three when it loads", () => {
  const eager = sources()
    .filter(({ path }) => folderOf(path) !== "viewer")
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^import (?!type)[^;]*from "([^"]*(?:\/viewer\/|^three)[^"]*)"/gm)].map((m) => `${path}: ${m[1]}`),
    );
  assert.deepEqual(eager, []);
});

test("raw colours stand in ui/ only", () => {
  const sheets = readdirSync(SOURCE, { recursive: true }).filter((path) => path.endsWith(".css"));
  assert.ok(sheets.length >= 4);
  const raw = sheets
    .filter((path) => folderOf(path) !== "ui")
    .flatMap((path) => [...readFileSync(join(SOURCE, path), "utf8").matchAll(/#[0-9a-fA-F]{3,8}\b|(?:rgba?|hsla?|oklch)\(/g)].map((m) => `${path}: ${m[0]}`));
  assert.deepEqual(raw, []);
});

test("every colour has the contrast the look asks for, in light and in dark", () => {
  const text = readFileSync(join(SOURCE, "ui/tokens.css"), "utf8");
  const [light, dark] = [text.slice(0, text.indexOf("@media (prefers-color-scheme: dark)")), text.slice(text.indexOf("@media (prefers-color-scheme: dark)"))];
  for (const [name, block] of Object.entries({ light, dark })) {
    const colour = (key) => luminance(block.match(new RegExp(`--${key}: oklch\\(([\\d.]+)% ([\\d.]+) ([\\d.]+)`)));
    for (const back of ["paper", "sheet"]) {
      assert.ok(contrast(colour("ink"), colour(back)) >= 7, `${name}: ink on ${back}`);
      for (const key of ["pencil", "accent", "ok", "warn", "stop"])
        assert.ok(contrast(colour(key), colour(back)) >= 4.5, `${name}: ${key} on ${back} ${contrast(colour(key), colour(back))}`);
      assert.ok(contrast(colour("line-strong"), colour(back)) >= 3, `${name}: borders of controls on ${back}`);
    }
    assert.ok(contrast(colour("on-accent"), colour("accent")) >= 4.5, `${name}: words on the button`);
  }
  assert.ok(contrast(luminance(["", "50", "0", "0"]), luminance(["", "55", "0", "0"])) < 1.5, "the measure itself");
});

function contrast(one, other) {
  const [low, high] = [one, other].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

// OKLab (Ottosson 2020) to linear sRGB, then WCAG relative luminance.
function luminance([, lightness, chroma, hue]) {
  const angle = (Number(hue) * Math.PI) / 180;
  const [L, a, b] = [Number(lightness) / 100, chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((channel) => Math.min(1, Math.max(0, channel)));
  return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}
