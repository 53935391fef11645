// Builds the editor and the chip field into folders of their own below one that is given:
// each one script, one stylesheet, and the licences of what is inside.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const home = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];
const common = {
  absWorkingDir: home,
  bundle: true,
  charset: "utf8",
  format: "iife",
  legalComments: "none",
  metafile: true,
  minify: true,
  target: ["chrome111", "firefox113", "safari16.4"],
  write: false,
};

const bundles = [
  { name: "editor", what: "editor", script: "src/main.js", style: "src/editor.css" },
  { name: "field", what: "chip field", script: "src/field/main.js", style: "src/field/field.css" },
];
for (const bundle of bundles) await make(bundle);

async function make({ name, what, script, style }) {
  const [code, looks] = [await built(script), await built(style)];
  const folder = join(target, name);
  const banner = `/* Wegweiser's ${what}, built from frontend/ by scripts/frontend. Sources: ${sourcesDigest()} */\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.js`), banner + code.outputFiles[0].text);
  writeFileSync(join(folder, `${name}.css`), banner + looks.outputFiles[0].text);
  writeFileSync(join(folder, "LICENCES.txt"), licences(Object.keys(code.metafile.inputs)));
}

function built(entry) {
  return build({ ...common, entryPoints: [entry] });
}

/** A digest of all that the bundles are built from, which tests/test_frontend.py works out again. */
function sourcesDigest() {
  const files = ["build.mjs", "package-lock.json", "package.json", ...sources("src")].sort();
  const hash = createHash("sha256");
  for (const name of files) hash.update(`${name}\n`).update(readFileSync(join(home, name)));
  return hash.digest("hex").slice(0, 16);
}

function sources(folder) {
  return readdirSync(join(home, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(home, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

/** The names, versions and licence texts of the packages that are part of the script. */
function licences(inputs) {
  const names = new Set(inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
  return Array.from(names).sort().map(licence).join("\n\n");
}

function licence(name) {
  const folder = join(home, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENCE"].map((each) => join(folder, each)).find(existsSync);
  if (!file) throw new Error(`${name} ${version} brings no licence text`);
  return `${name} ${version} (${license})\n\n${readFileSync(file, "utf8").trim()}\n`;
}
