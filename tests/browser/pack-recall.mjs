// How long from Enter to the painted court's window, in a courtroom pack opened from the disk without a network:
//   node tests/browser/pack-recall.mjs [pages] [recalls] [--json]
// Each page is called up once, so none is known before its number is typed. Half of the recalls are typed as fingers type; for the other half
// Enter falls together with the last digit: nobody could prepare the page.
// The pack is written by harness/pack.mjs in the layout of the program, with real pages (150 dpi JPEG); it needs web/dist (or PACK_DIST) and
// pdftoppm.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { write } from "./harness/pack.mjs";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../..");
const isJson = process.argv.includes("--json");
const [pages = 10_000, recalls = 200] = process.argv.slice(2).filter((word) => /^\d+$/.test(word)).map(Number);
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PHRASE = "đo tốc độ gọi trang";

/** Opens the pack and a court's window; answers both pages and how long it took. */
async function opened(context, path, made, faults) {
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  const clock = performance.now();
  await page.goto(`file://${path}`, { waitUntil: "commit" });
  await page.locator("#pack-phrase").waitFor();
  const opening = performance.now() - clock;
  if (!made.isInline) await page.locator("#pack-file").setInputFiles(path);
  await page.locator("#pack-phrase").fill(PHRASE);
  const from = performance.now();
  await page.getByRole("button", { name: "Mở gói" }).click();
  await page.getByRole("button", { name: "Mở phiên tòa" }).click();
  await page.locator(".roll-line").first().waitFor();
  const unlocking = performance.now() - from;
  const [court] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: "Mở màn hình phiên tòa" }).click()]);
  await court.setViewportSize({ width: 1024, height: 768 });
  await page.getByText("1 màn hình đang nối").waitFor();
  await court.evaluate(() => {
    const now = () => performance.timeOrigin + performance.now();
    globalThis.seen = [];
    let arrived = 0;
    addEventListener("message", (event) => event.data?.type === "screen" && (arrived = performance.timeOrigin + event.timeStamp));
    new MutationObserver(() => {
      const drawn = now();
      requestAnimationFrame(() => requestAnimationFrame(() => globalThis.seen.push({ arrived, drawn, seen: now() })));
    }).observe(document.body, { attributes: true, attributeFilter: ["data-version"] });
  });
  await page.evaluate(() => addEventListener("keydown", (event) => event.key === "Enter" && (globalThis.pressed = performance.timeOrigin + performance.now()), true));
  return { page, court, opening, unlocking };
}

/** One recall: ms after Enter. */
async function recalled({ page, court }, bl, isAtOnce) {
  const before = await court.evaluate(() => globalThis.seen.length);
  const digits = String(bl);
  if (isAtOnce) {
    await page.keyboard.type(digits.slice(0, -1), { delay: 40 });
    await Promise.all([page.keyboard.press(digits.at(-1)), page.keyboard.press("Enter")]);
  } else {
    await page.keyboard.type(digits, { delay: 40 });
    await page.keyboard.press("Enter");
  }
  await court.waitForFunction((count) => globalThis.seen.length > count, before);
  const [from, times] = [await page.evaluate(() => globalThis.pressed), await court.evaluate(() => globalThis.seen.at(-1))];
  const caption = await court.locator("#court-caption").textContent();
  if (!caption.startsWith(`BL ${bl} `)) throw new Error(`${bl}: ${caption}`);
  return Object.fromEntries(Object.entries(times).map(([name, at]) => [name, at - from]));
}

async function searched(page) {
  return page.evaluate(async () => {
    const input = document.querySelector('.console-box input[type="search"]');
    const said = input.parentElement.querySelector('[role="status"]');
    const from = performance.now();
    input.value = "kết luận giám định số 4321";
    input.dispatchEvent(new Event("input"));
    while (!/trang|Không/.test(said.textContent)) await new Promise((done) => setTimeout(done, 5));
    return performance.now() - from;
  });
}

const share = (times, part) => Math.round([...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * part) - 1)]);
const said = (times) => `median ${share(times, 0.5)} ms, p95 ${share(times, 0.95)} ms, p99 ${share(times, 0.99)} ms, slowest ${share(times, 1)} ms`;

const folder = await mkdtemp(join(tmpdir(), "kiemsat-recall-"));
const browser = await chromium.launch({ executablePath: BROWSER, headless: true, args: FLAGS });
try {
  await run("pdftoppm", ["-jpeg", "-r", "150", "-l", "24", join(ROOT, "samples/case-a/born-digital.pdf"), join(folder, "page")]);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jpg")).sort();
  const pictures = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const path = join(folder, "goi.html");
  const expires = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const made = write(path, { dist: process.env.PACK_DIST ?? join(ROOT, "web/dist"), phrase: PHRASE, pages, pictures, expires });
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, offline: true });
  const faults = [];
  const open = await opened(context, path, made, faults);
  await open.page.locator(".console-stage").focus();
  const [typed, atOnce] = [[], []];
  let seed = 7;
  for (let n = 0; n < recalls; n += 1) {
    seed = (seed * 48_271) % 2_147_483_647;
    const isAtOnce = n % 2 === 1;
    (isAtOnce ? atOnce : typed).push(await recalled(open, (seed % pages) + 1, isAtOnce));
  }
  const search = await searched(open.page);
  const megabytes = Math.round(made.bytes / 1_048_576);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join("; ")}`);
  if (isJson) {
    console.log(JSON.stringify({ pages, megabytes, opening: open.opening, unlocking: open.unlocking, search, typed, at_once: atOnce }));
  } else {
    const of = (all, name) => said(all.map((one) => one[name]));
    console.log(`${pages} pages, ${megabytes} MB, ${made.isInline ? "inside the page" : "behind the page"}: opened ${Math.round(open.opening)} ms, unlocked ${Math.round(open.unlocking)} ms; first search ${Math.round(search)} ms`);
    for (const [name, all] of [["typed", typed], ["at once", atOnce]]) {
      console.log(`${all.length} recalls, ${name}: key to painted ${of(all, "seen")}`);
      console.log(`   of it, given to the window: ${of(all, "arrived")}`);
      console.log(`   drawn there: ${of(all, "drawn")}`);
    }
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
