// How long from the key to the pixels: a leaf typed on the console of a big file, seen on the court's screen. Driven by `kiemsat bench --only recall`:
//   node tests/browser/bench/recall.mjs ADDRESS COOKIE MATTER PAGES TIMES
// Prints one line of JSON: the times in milliseconds, and the steps between of each.
import { chromium } from "playwright-core";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/** The cheap projector. */
const PROJECTOR = { width: 1024, height: 768 };
/** Recalls before it counts: the browser is cold once a trial. */
const FIRST = 5;
/** How fast a number is typed. */
const BETWEEN_KEYS_MS = 70;

const [address, cookie, matter, pages, times] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: BROWSER, headless: true, args: FLAGS });

/** Opens a session, or goes on with the one that is open; answers the console's page. */
async function console_() {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1366, height: 768 } });
  await context.addCookies([{ name: "kiemsat", value: cookie, url: address }]);
  const page = await context.newPage();
  await page.goto(`/courtroom/matters/${matter}`);
  const button = page.getByRole("button", { name: "Mở phiên tòa" }).or(page.getByRole("link", { name: /^Tiếp tục/ })).first();
  await button.click();
  await page.locator(".console-stage").waitFor();
  return page;
}

async function court(path) {
  const context = await browser.newContext({ baseURL: address, viewport: PROJECTOR });
  const page = await context.newPage();
  await page.goto(path);
  await page.evaluate(() => {
    globalThis.seen = [];
    const now = () => performance.timeOrigin + performance.now();
    // A frame that was asked for after the page was drawn has begun: the one before it, with the page, was given to the screen.
    new MutationObserver(() => {
      const told = now();
      requestAnimationFrame(() => requestAnimationFrame(() => globalThis.seen.push({ told, at: now() })));
    }).observe(document.body, { attributes: true, attributeFilter: ["data-version"] });
  });
  return page;
}

try {
  const prosecutor = await console_();
  const screen = await court(await prosecutor.getByRole("link", { name: "Mở màn hình phiên tòa" }).getAttribute("href"));
  await prosecutor.getByText("1 màn hình đang nối").waitFor();
  await prosecutor.locator(".console-stage").focus();
  await prosecutor.evaluate(() => {
    addEventListener("keydown", (event) => event.key === "Enter" && (globalThis.pressed = performance.timeOrigin + event.timeStamp), { capture: true });
    const known = globalThis.fetch;
    globalThis.fetch = async (...asked) => {
      const answer = await known(...asked);
      if (String(asked[0]).endsWith("/release")) globalThis.answered = performance.timeOrigin + performance.now();
      return answer;
    };
  });
  const all = [];
  let seed = 2026;
  for (let n = 0; n < FIRST + Number(times); n++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const leaf = 1 + (seed % Number(pages));
    const before = await screen.evaluate(() => globalThis.seen.length);
    await prosecutor.keyboard.type(String(leaf), { delay: BETWEEN_KEYS_MS });
    await prosecutor.waitForTimeout(BETWEEN_KEYS_MS);
    await prosecutor.keyboard.press("Enter");
    await screen.waitForFunction((count) => globalThis.seen.length > count, before);
    const caption = await screen.locator("#court-caption").textContent();
    if (!caption.startsWith(`BL ${leaf}`)) throw new Error(`BL ${leaf} was pressed, ${caption} is seen`);
    const { told, at } = await screen.evaluate(() => globalThis.seen.at(-1));
    await prosecutor.waitForFunction(() => globalThis.answered > globalThis.pressed);
    const [pressed, answered] = await prosecutor.evaluate(() => [globalThis.pressed, globalThis.answered]);
    if (n >= FIRST) all.push({ seen: at - pressed, drawn: told - pressed, answered: answered - pressed });
  }
  console.log(JSON.stringify(all));
} finally {
  await browser.close();
}
