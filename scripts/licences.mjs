#!/usr/bin/env node
// Checks that everything we ship may be shipped under Apache-2.0: every crate of the build, every npm package in the pages.
// Works offline, from `cargo metadata` and the lock file of web/.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const allowed = new Set([
  "0BSD", "Apache-2.0", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CDLA-Permissive-2.0",
  "ISC", "MIT", "MIT-0", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Python-2.0", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "Zlib",
]);
// An exception only loosens its licence.
const allowedExceptions = new Set(["LLVM-exception"]);
// Packages whose manifest says nothing useful, each with what a person found in its files.
const lookedAt = new Map([
  ["htmx.org", "names 0BSD by an old spelling; its LICENSE is the Zero-Clause BSD"],
]);

/** SPDX: OR needs one side, AND both; "A/B" is the old way to write OR. */
export function isAllowed(expression) {
  const words = expression.replaceAll("/", " OR ").replace(/[()]/g, " $& ").split(/\s+/).filter(Boolean);
  let at = 0;
  const either = () => {
    let good = both();
    while (words[at] === "OR") { at++; good = both() || good; }
    return good;
  };
  const both = () => {
    let good = one();
    while (words[at] === "AND") { at++; good = one() && good; }
    return good;
  };
  const one = () => {
    if (words[at] === "(") {
      at++;
      const good = either();
      if (words[at++] !== ")") throw new Error(`unclosed bracket in "${expression}"`);
      return good;
    }
    let good = allowed.has(words[at++]);
    if (words[at] === "WITH") { at++; good = allowedExceptions.has(words[at++]) && good; }
    return good;
  };
  const good = either();
  if (at !== words.length) throw new Error(`not understood: "${expression}"`);
  return good;
}

function crates() {
  const host = execFileSync("rustc", ["-vV"], { encoding: "utf8" }).match(/host: (\S+)/)[1];
  let text;
  try {
    text = execFileSync("cargo", ["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host],
      { encoding: "utf8", maxBuffer: 1 << 28 });
  } catch {
    console.error("Cargo.lock does not fit the manifests, or libraries are not downloaded: run 'cargo fetch', commit Cargo.lock.");
    process.exit(1);
  }
  const metadata = JSON.parse(text);
  const used = new Set(metadata.resolve.nodes.map((node) => node.id));
  return metadata.packages.filter((crate) => used.has(crate.id))
    .map(({ name, version, license }) => ({ name, version, licence: license ?? "", from: "crate" }));
}

function shippedNpmPackages(lockFile) {
  if (!existsSync(lockFile)) return [];
  const lock = JSON.parse(readFileSync(lockFile, "utf8"));
  return Object.entries(lock.packages).filter(([path, entry]) => path && !entry.dev)
    .map(([path, entry]) => ({ name: path.split("node_modules/").pop(), version: entry.version, licence: entry.license ?? "", from: "npm" }));
}

function main() {
  for (const [expression, expected] of [["MIT OR GPL-3.0", true], ["(MIT OR Apache-2.0) AND AGPL-3.0", false],
    ["Apache-2.0 WITH LLVM-exception", true], ["MIT/Apache-2.0", true], ["GPL-2.0", false]]) {
    if (isAllowed(expression) !== expected) throw new Error(`the reader of licences is wrong about "${expression}"`);
  }
  const packages = [...crates(), ...shippedNpmPackages("web/package-lock.json")];
  const refused = packages.filter(({ name, licence }) => !lookedAt.has(name) && (!licence || !isAllowed(licence)));
  for (const { from, name, version, licence } of refused) {
    console.error(`${from} ${name} ${version}: ${licence ? `"${licence}" is not on our list` : "names no licence"}`);
  }
  if (refused.length > 0) {
    console.error("Choose another library, or look at its files and add it to scripts/licences.mjs with what you found.");
    process.exit(1);
  }
  console.log(`Licences: ${packages.length} packages, all on our list.`);
}

main();
