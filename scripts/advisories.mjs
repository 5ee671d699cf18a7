#!/usr/bin/env node
// Compares Cargo.lock with the known security notices in scripts/advisories.json. Offline: the file is a dated extract.
// A notice that hits must carry a reason under "accepted"; a reason whose crate has gone must go too.
import { readFileSync } from "node:fs";

const { looked_on, advisories } = JSON.parse(readFileSync("scripts/advisories.json", "utf8"));
const locked = [...readFileSync("Cargo.lock", "utf8").matchAll(/\[\[package\]\]\nname = "(.+)"\nversion = "(.+)"/g)]
  .map(([, name, version]) => ({ name, version }));

const isOlder = (version, than) => {
  const [left, right] = [version, than].map((text) => text.split(/[.+-]/).map(Number));
  for (let at = 0; at < 3; at++) if (left[at] !== right[at]) return left[at] < right[at];
  return false;
};

const problems = [];
for (const { id, crate, patched, about, accepted } of advisories) {
  const hits = locked.filter(({ name, version }) => name === crate && (!patched || isOlder(version, patched)));
  if (accepted && hits.length === 0) problems.push(`${id}: ${crate} is no longer used; take the line out of the list of reasons.`);
  if (!accepted) for (const { version } of hits) problems.push(`${id}: ${crate} ${version}: ${about}.`);
}
if (locked.length === 0) problems.push("Cargo.lock holds no package: this check has lost its way.");
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
const reasons = advisories.filter(({ accepted }) => accepted).length;
console.log(`Advisories: ${advisories.length} known notices of ${looked_on} against ${locked.length} crates; ${reasons} accepted with a reason.`);
console.log("This is a dated extract: the advisory database itself cannot be reached from here. See docs/advisories.md.");
