// Stories of work in a browser, against the built program: node tests/browser/run.mjs --help
import { mkdir, readdir, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { HELP, options } from "./harness/options.mjs";
import { RESULTS } from "./harness/server.mjs";

const asked = options(process.argv.slice(2));
if (asked.help) {
  console.log(HELP);
  process.exit(0);
}
if (!existsSync(join(import.meta.dirname, "node_modules/playwright-core"))) {
  console.error("The browser's driver is not installed: npm ci --prefix tests/browser");
  process.exit(1);
}
await rm(RESULTS, { recursive: true, force: true });
await mkdir(RESULTS, { recursive: true });

const { Office } = await import("./harness/office.mjs");
const { keepPictures } = await import("./harness/pictures.mjs");
const names = (await readdir(join(import.meta.dirname, "stories"))).filter((name) => name.endsWith(".mjs")).sort();
const stories = [];
for (const name of names) stories.push(...(await import(`./stories/${name}`)).default);
// The guides are judged once their pictures are taken.
const told = asked.guide ? stories.filter(({ name }) => name !== "guides") : stories;
const chosen = told.filter(({ name }) => asked.only.length === 0 || asked.only.some((part) => name.includes(part)));

let [passed, failed] = [0, 0];
const office = await Office.open(asked);
const leave = async () => {
  await office.close();
  process.exit(1);
};
process.once("SIGINT", leave);
process.once("SIGTERM", leave);
try {
  for (const story of chosen) {
    const faults = await office.tell(story);
    if (faults.length === 0) passed += 1;
    else failed += 1;
  }
  if (asked.guide && failed === 0) {
    const { many, bytes } = await keepPictures(office.browser);
    console.log(`\ndocs/guides/pictures: ${many} pictures, ${Math.round(bytes / 1024)} KB`);
  }
} finally {
  await office.close();
}
console.log(`\nPictures of every step: test-results/screens`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
