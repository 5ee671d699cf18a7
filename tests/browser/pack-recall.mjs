// How long from the last key of a leaf's number to the painted court's window, in a courtroom pack opened from the disk without a network:
//   node tests/browser/pack-recall.mjs [pages] [recalls]
// The pack is written by harness/pack.mjs in the layout of the program, with real pages (150 dpi JPEG); it needs web/dist and pdftoppm.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { write } from "./harness/pack.mjs";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../..");
const [pages = 10_000, recalls = 200] = process.argv.slice(2).map(Number);
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PHRASE = "đo tốc độ gọi trang";
const folder = await mkdtemp(join(tmpdir(), "kiemsat-recall-"));
const browser = await chromium.launch({ executablePath: BROWSER, headless: true, args: FLAGS });
try {
  await run("pdftoppm", ["-jpeg", "-r", "150", "-l", "24", join(ROOT, "samples/case-a/born-digital.pdf"), join(folder, "page")]);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".jpg")).sort();
  const pictures = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const path = join(folder, "goi.html");
  const expires = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const made = write(path, { dist: join(ROOT, "web/dist"), phrase: PHRASE, pages, pictures, expires });
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, offline: true });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  const clock = performance.now();
  await page.goto(`file://${path}`, { waitUntil: "commit" });
  await page.locator("#pack-phrase").waitFor();
  const opened = performance.now() - clock;
  if (!made.isInline) await page.locator("#pack-file").setInputFiles(path);
  await page.locator("#pack-phrase").fill(PHRASE);
  const unlocking = performance.now();
  await page.getByRole("button", { name: "Mở gói" }).click();
  await page.getByRole("button", { name: "Mở phiên tòa" }).click();
  await page.locator(".roll-line").first().waitFor();
  const unlocked = performance.now() - unlocking;
  const [court] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: "Mở màn hình phiên tòa" }).click()]);
  await court.setViewportSize({ width: 1024, height: 768 });
  await page.getByText("1 màn hình đang nối").waitFor();
  await court.evaluate(() => {
    globalThis.painted = [];
    new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => globalThis.painted.push(performance.timeOrigin + performance.now())))).observe(document.body, { attributes: true, attributeFilter: ["data-version"] });
  });
  await page.locator(".console-stage").focus();
  const times = [];
  let seed = 7;
  for (let n = 0; n < recalls; n += 1) {
    seed = (seed * 48_271) % 2_147_483_647;
    const bl = (seed % pages) + 1;
    const before = await court.evaluate(() => globalThis.painted.length);
    // As fingers type: the last digit, then Enter.
    await page.keyboard.type(String(bl), { delay: 40 });
    await page.evaluate(() => addEventListener("keydown", () => (globalThis.pressed = performance.timeOrigin + performance.now()), { once: true, capture: true }));
    await page.keyboard.press("Enter");
    await court.waitForFunction((count) => globalThis.painted.length > count, before);
    const [from, to] = [await page.evaluate(() => globalThis.pressed), await court.evaluate(() => globalThis.painted.at(-1))];
    const caption = await court.locator("#court-caption").textContent();
    if (!caption.startsWith(`BL ${bl} `)) throw new Error(`${bl}: ${caption}`);
    times.push(to - from);
  }
  const searching = await page.evaluate(async () => {
    const input = document.querySelector('.console-box input[type="search"]');
    const said = input.parentElement.querySelector('[role="status"]');
    const from = performance.now();
    input.value = "kết luận giám định số 4321";
    input.dispatchEvent(new Event("input"));
    while (!/trang|Không/.test(said.textContent)) await new Promise((done) => setTimeout(done, 5));
    return performance.now() - from;
  });
  times.sort((a, b) => a - b);
  const at = (share) => Math.round(times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)]);
  const heap = await page.evaluate(() => Math.round(performance.memory.usedJSHeapSize / 1_048_576));
  console.log(`${pages} pages, ${Math.round(made.bytes / 1_048_576)} MB, ${made.isInline ? "inside the page" : "behind the page"}: opened ${Math.round(opened)} ms, unlocked ${Math.round(unlocked)} ms, heap ${heap} MB`);
  console.log(`${recalls} recalls, key to painted: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, slowest ${at(1)} ms; first search ${Math.round(searching)} ms`);
  if (faults.length > 0) throw new Error(`the page complained: ${faults.join("; ")}`);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
