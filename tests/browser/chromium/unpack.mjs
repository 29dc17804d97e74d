// Unpacks the npm package's Chromium with its libraries and fonts: node unpack.mjs FOLDER.
// Its own executablePath() leaves the libraries out everywhere but on AWS.
import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import tar from "tar-fs";

const packed = fileURLToPath(new URL("node_modules/@sparticuz/chromium/bin/", import.meta.url));
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });

const unpack = (name, target) =>
  pipeline(createReadStream(packed + name), createBrotliDecompress(), target);

for (const archive of ["al2023", "swiftshader", "fonts"]) {
  await unpack(`${archive}.tar.br`, tar.extract(folder));
}
await unpack("chromium.br", createWriteStream(`${folder}/chromium`, { mode: 0o755 }));
