// The court's screens of a story: opened, watched, killed, and how long they take.
import assert from "node:assert/strict";
import { join } from "node:path";
import { Axe } from "./axe.mjs";
import { RESULTS } from "./server.mjs";

/** The cheap projector. */
const PROJECTOR = { width: 1024, height: 768 };
/** The trial goes on within two seconds, whatever was cut or killed. */
const GOES_ON_MS = 2_000;

/** The process of a page dies, as when a machine is switched off: the page is asked nothing more. */
export async function killed(one) {
  const line = await one.context.newCDPSession(one.page);
  const gone = one.page.waitForEvent("crash");
  void line.send("Page.crash").catch(() => undefined);
  await gone;
  await one.page.close().catch(() => undefined);
  one.page = await one.context.newPage();
}

/** A screen of the court: a browser of its own, without sign-in, on a cheap projector. */
export async function screen(story, address) {
  const court = await story.guest("prosecutor", { viewport: PROJECTOR });
  // A picture that was taken off again while it was fetched.
  court.expects(404);
  court.asked = [];
  // A blob is in the page's own memory.
  court.page.on("request", (request) => !request.url().startsWith("blob:") && court.asked.push(new URL(request.url()).pathname));
  await court.go(address);
  await painted(court);
  return court;
}

/** Notes each frame in which a new state was painted. */
export async function painted(court) {
  await court.page.evaluate(() => {
    globalThis.painted = [];
    new MutationObserver(() => {
      requestAnimationFrame(() => requestAnimationFrame(() => globalThis.painted.push(performance.timeOrigin + performance.now())));
    }).observe(document.body, { attributes: true, attributeFilter: ["data-version"] });
  });
}

export const captioned = (court, words) => court.page.waitForFunction((words) => document.querySelector("#court-caption").textContent.startsWith(words), words);

export async function projected(court, name) {
  await court.page.screenshot({ path: join(RESULTS, "screens", "courtroom", `court-1024-${name}.png`) });
  const found = await Axe.violations(court.page);
  assert.deepEqual(found, [], `axe on the court's screen (${name})`);
  const size = await court.page.locator("#court-caption").evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  assert.ok(size >= 32, "24 points");
}

/** Types a leaf on the number pad; how long until the court's screen has painted it, in milliseconds. */
export async function recalled(visitor, court, bl) {
  const before = await court.page.evaluate(() => globalThis.painted.length);
  await visitor.page.keyboard.type(String(bl));
  const pressed = await visitor.page.evaluate(() => {
    const pressed = new Promise((done) => addEventListener("keydown", () => done(performance.timeOrigin + performance.now()), { once: true, capture: true }));
    globalThis.pressed = pressed;
  });
  void pressed;
  await visitor.page.keyboard.press("Enter");
  await court.page.waitForFunction((count) => globalThis.painted.length > count, before);
  const [from, to] = [await visitor.page.evaluate(() => globalThis.pressed), await court.page.evaluate(() => globalThis.painted.at(-1))];
  await captioned(court, `BL ${bl} `);
  return to - from;
}

/** How long something takes, in milliseconds; it must be over before the trial has to wait. */
export async function goesOn(story, name, act) {
  const began = Date.now();
  await act();
  const took = Date.now() - began;
  story.step(`${name}: ${took} ms`);
  assert.ok(took < GOES_ON_MS, `${name}: ${took} ms`);
}
