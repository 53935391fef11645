// Builds the editor into a folder: one script, one stylesheet, and the licences of what is inside.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const home = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];
const common = { absWorkingDir: home, bundle: true, charset: "utf8", legalComments: "none", minify: true, write: false };

const script = await build({
  ...common,
  entryPoints: ["src/main.js"],
  format: "iife",
  metafile: true,
  target: ["chrome111", "firefox113", "safari16.4"],
});
const style = await build({ ...common, entryPoints: ["src/editor.css"], target: ["chrome111", "firefox113", "safari16.4"] });

const banner = `/* Wegweiser's editor, built from frontend/ by scripts/frontend. Sources: ${sourcesDigest()} */\n`;
mkdirSync(target, { recursive: true });
writeFileSync(join(target, "editor.js"), banner + script.outputFiles[0].text);
writeFileSync(join(target, "editor.css"), banner + style.outputFiles[0].text);
writeFileSync(join(target, "LICENCES.txt"), licences(Object.keys(script.metafile.inputs)));

/** A digest of all that the bundle is built from, which tests/test_frontend.py works out again. */
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
