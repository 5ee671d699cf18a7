// The sample case: its papers, its truth, and the cut of its stack that the stories upload.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./server.mjs";

const run = promisify(execFile);
const FOLDER = join(ROOT, "samples/case-a");

export const truth = JSON.parse(await readFile(join(FOLDER, "truth.json"), "utf8"));
export const matter = truth.case;
export const accused = matter.accused[0];

/** The pages the stories need: the receipt of the report up to the decision that names the accused. */
export const FIRST = 4;
const LAST = 9;

/** A decision of the case by its short id, such as "open". */
export function decision(id) {
  const found = truth.decisions.find((one) => one.id === `decision:${id}`);
  if (!found) throw new Error(`the case has no decision ${id}`);
  return found;
}

/** The measure of the accused of this kind. */
export function measure(kind) {
  return accused.measures.find((one) => one.kind === kind);
}

/** "2026-05-20T17:00" as people type it. */
export function typed(moment) {
  const [day, hour] = moment.split("T");
  const date = day.split("-").reverse().join("/");
  return hour ? `${date} ${hour}` : date;
}

/** Where words stand on a page of the stack: a box as fractions of its width and height. */
export function boxOf(pageNo, words) {
  const page = truth.pages.find((one) => one.page === pageNo);
  const piece = page.pieces.find((one) => one.text.includes(words));
  const [w, h] = page.size_px;
  const [x0, y0, x1, y1] = piece.box;
  // A label before the words stays outside the box.
  const start = x0 + ((x1 - x0) * piece.text.indexOf(words)) / piece.text.length;
  return { x0: start / w, y0: y0 / h, x1: x1 / w, y1: y1 / h };
}

/** The stack as one PDF in `folder`; `first` says which page of the real stack is its first. */
export async function stack(folder, { whole = false } = {}) {
  if (whole) return { path: join(FOLDER, "stack.pdf"), first: 1, pages: truth.counts.pages };
  const path = join(folder, "stack-first-pages.pdf");
  await run("qpdf", [join(FOLDER, "stack.pdf"), "--pages", ".", `${FIRST}-${LAST}`, "--", path]);
  return { path, first: FIRST, pages: LAST - FIRST + 1 };
}
