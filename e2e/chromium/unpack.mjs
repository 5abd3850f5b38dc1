// Unpacks the archives of the npm package @sparticuz/chromium from its folder bin into another folder: Chromium's headless shell, and
// what a small machine lacks of libraries and fonts. None of the package's code runs, and its archives are compared with the sums
// here: so it doesn't matter which registry or cache they come from.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { brotliDecompressSync } from "node:zlib";

const SUMS = {
  "chromium.br": "38e1e1649db20fa4ea644bf5987688ce81a4c9eb10e7eae8380b74fc0d699fea",
  "al2023.tar.br": "a166168dd3e3e9d8743689fff543c5cadb3025c1816c6a154c90dc68a59edd0a",
  "swiftshader.tar.br": "b680e40a33235ecc6ad4c6897a168b70ce5164f0d62d2a64d675320d51614631",
  "fonts.tar.br": "c1307fe5cd607092f0426742b4ab93755eec9a9b7752e47c56408c2bcf3e515b",
};

const [from, to] = process.argv.slice(2);
for (const [archive, sum] of Object.entries(SUMS)) {
  const packed = readFileSync(`${from}/${archive}`);
  const found = createHash("sha256").update(packed).digest("hex");
  if (found !== sum) {
    console.error(`${archive} isn't the one that is expected: its SHA-256 is ${found}, not ${sum}.`);
    process.exit(1);
  }
  writeFileSync(`${to}/${archive.replace(/\.br$/, "")}`, brotliDecompressSync(packed), { mode: 0o755 });
}
