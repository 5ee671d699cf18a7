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
// The stories of one file are told one after another in one office.
const files = [];
for (const name of names) {
  const { default: stories } = await import(`./stories/${name}`);
  // The guides are judged once their pictures are taken.
  const chosen = stories.filter(({ name }) => !(asked.guide && name === "guides") && (asked.only.length === 0 || asked.only.some((part) => name.includes(part))));
  if (chosen.length > 0) files.push(chosen);
}
if (files.length === 0) {
  console.error(`No story's name contains ${asked.only.join(" or ")}.`);
  process.exit(1);
}

let [passed, failed] = [0, 0];
const [offices, again] = [[], []];
const close = () => Promise.all(offices.map((office) => office.close()));
const leave = async () => {
  await close();
  process.exit(1);
};
process.once("SIGINT", leave);
process.once("SIGTERM", leave);

/** Tells the stories of a file; answers which went wrong. */
async function tellFile(office, file) {
  const wrong = [];
  for (const story of file) {
    const faults = await office.tell(story);
    if (faults.length === 0) passed += 1;
    else wrong.push(story.name);
  }
  return wrong;
}

/** One office tells one file after another, until none is left. */
async function tellAll(office) {
  for (let file = files.shift(); file; file = files.shift()) {
    const wrong = await tellFile(office, file);
    if (wrong.length > 0) again.push({ file, wrong });
  }
}

/** A machine may be short of breath once: a file that went wrong is told again in an office of its own, and the summary says so. */
async function tellAgain({ file, wrong }) {
  console.log(`\nOnce more, in an office of its own: ${wrong.join(", ")}`);
  const office = await Office.open({ ...asked, offices: 1 });
  offices.push(office);
  passed -= file.length - wrong.length;
  failed += (await tellFile(office, file)).length;
}

try {
  const many = Math.max(1, Math.min(asked.offices, files.length));
  for (let n = 0; n < many; n += 1) offices.push(await Office.open({ ...asked, offices: many }));
  await Promise.all(offices.map(tellAll));
  // More than a few is no shortness of breath.
  if (again.length > 3) failed += again.flatMap(({ wrong }) => wrong).length;
  else for (const one of again) await tellAgain(one);
  if (asked.guide && failed === 0) {
    const { many: pictures, bytes } = await keepPictures(offices[0].browser);
    console.log(`\ndocs/guides/pictures: ${pictures} pictures, ${Math.round(bytes / 1024)} KB`);
  }
} finally {
  await close();
}
console.log(`\nPictures of every step: test-results/screens`);
const second = again.flatMap(({ wrong }) => wrong);
if (second.length > 0) console.log(`went wrong the first time: ${second.join(", ")}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
