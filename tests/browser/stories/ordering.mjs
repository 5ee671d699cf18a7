// The stack orders itself, and a person confirms it by keyboard: split, join, rename, number, undo; the contents are printed.
import assert from "node:assert/strict";
import { stack } from "../harness/case_a.mjs";
import { untilRead, upload } from "../harness/casefile.mjs";
import { registerReport } from "../harness/matters.mjs";
import { pause } from "../harness/server.mjs";

const lines = (visitor) => visitor.page.locator(".ordering-line");

/** Waits until the list has so many documents. */
async function untilLines(visitor, count) {
  await visitor.page.waitForFunction((count) => document.querySelectorAll(".ordering-line").length === count && !document.querySelector(".ordering[aria-busy]"), count);
}

/** Presses keys on the list, as a person whose hand does not leave the keyboard. */
async function keys(visitor, ...all) {
  for (const key of all) await visitor.page.keyboard.press(key);
}

/** The title of the chosen document. */
const chosen = (visitor) => visitor.page.locator('.ordering-line[aria-current="true"] .ordering-title').textContent();

async function untilOrdered(visitor, href) {
  for (let tries = 0; tries < 120; tries += 1) {
    await visitor.go(href);
    if ((await lines(visitor).count()) > 0) return;
    await pause(1000);
  }
  throw new Error("nothing is proposed after so long");
}

async function confirm(story, visitor) {
  story.step("what the machine proposes stands by groups; the first is confirmed by Enter and the next one comes");
  await visitor.sees(/chờ xác nhận/);
  await visitor.sees("Tài liệu về thủ tục tố tụng");
  await visitor.look("proposed");
  const first = await chosen(visitor);
  await keys(visitor, "Enter");
  await visitor.page.locator(".ordering-line.is-done", { hasText: first }).waitFor();
  assert.notEqual(await chosen(visitor), first);
  await keys(visitor, "?");
  await visitor.sees("Phím tắt của trang này");
  await visitor.look("keys");
  await keys(visitor, "Escape");
}

async function change(story, visitor) {
  const { page } = visitor;
  const count = await lines(visitor).count();
  story.step("a document is joined to the one before; undo and redo");
  await keys(visitor, "g");
  await untilLines(visitor, count - 1);
  await keys(visitor, "z");
  await untilLines(visitor, count);
  await keys(visitor, "Shift+Z");
  await untilLines(visitor, count - 1);
  story.step("the joined one is split again on the page that is shown, and is named");
  await keys(visitor, "ArrowRight");
  await page.locator(".ordering-page[aria-label='Trang 2']").waitFor();
  await keys(visitor, "ArrowRight");
  await page.locator(".ordering-page[aria-label='Trang 3']").waitFor();
  await visitor.look("before-split");
  await keys(visitor, "c");
  await untilLines(visitor, count);
  await keys(visitor, "t");
  await page.locator("#o-title:focus").waitFor();
  await page.keyboard.type("Quyết định tạm giữ đối với Thái Doãn Lâm (bản chính)");
  await keys(visitor, "Enter");
  await page.locator(".ordering-title", { hasText: "(bản chính)" }).waitFor();
  await visitor.look("renamed");
  story.step("a digit moves it to another group, Alt and an arrow within its group; every step goes back");
  await keys(visitor, "4");
  await page.locator(".ordering-group", { hasText: "Lời khai" }).waitFor();
  await keys(visitor, "z");
  await page.locator(".ordering-group", { hasText: "Lời khai" }).waitFor({ state: "detached" });
  const place = () => page.evaluate(() => [...document.querySelectorAll(".ordering-line")].findIndex((line) => line.ariaCurrent === "true"));
  const before = await place();
  await keys(visitor, "Alt+ArrowDown");
  await page.waitForFunction((before) => [...document.querySelectorAll(".ordering-line")].findIndex((line) => line.ariaCurrent === "true") === before + 1, before);
  await keys(visitor, "z");
  await page.waitForFunction((before) => [...document.querySelectorAll(".ordering-line")].findIndex((line) => line.ariaCurrent === "true") === before, before);
}

async function killed(story, visitor, href) {
  story.step("the page is closed and opened anew: every step is there, and can still be taken back");
  const count = await lines(visitor).count();
  await visitor.go(href);
  assert.equal(await lines(visitor).count(), count);
  await visitor.page.locator(".ordering-title", { hasText: "(bản chính)" }).waitFor();
  await keys(visitor, "z");
  await visitor.page.locator(".ordering-title", { hasText: "(bản chính)" }).waitFor({ state: "detached" });
  await keys(visitor, "Shift+Z");
  await visitor.page.locator(".ordering-title", { hasText: "(bản chính)" }).waitFor();
}

async function number(story, visitor, id) {
  story.step("the leaves are numbered anew from the chosen page; the old number still leads there");
  const { page } = visitor;
  await page.locator(".ordering-line", { hasText: "Quyết định khởi tố bị can" }).click();
  await page.waitForFunction(() => document.querySelector("#o-title").value.startsWith("Quyết định khởi tố bị can"));
  const old = await page.locator("#o-bl").inputValue();
  assert.match(old, /^\d+/);
  await keys(visitor, "d");
  await page.locator("#o-first:focus").waitFor();
  await page.fill("#o-start", "37a");
  await keys(visitor, "Enter");
  await page.waitForFunction((old) => document.querySelector("#o-bl").value !== old, old);
  assert.match(await page.locator("#o-bl").inputValue(), /^37a/);
  const number = old.split("-")[0];
  await visitor.go(`/casefile/matters/${id}/bl/${encodeURIComponent(`cũ ${number}`)}`);
  await visitor.sees(/số đang dùng của trang là BL 37a/);
  await visitor.look("old-number");
}

async function finish(story, visitor, href) {
  story.step("all that is sure is confirmed at once, the rest one by one; the contents are printed by groups");
  const { page } = visitor;
  await visitor.go(href);
  const count = await lines(visitor).count();
  if ((await page.locator('button[value="confirm_sure"]:not([disabled])').count()) > 0) {
    await keys(visitor, "a");
    await page.locator('button[value="confirm_sure"][disabled]').waitFor();
  }
  for (let open = await page.locator(".ordering-line:not(.is-done)").count(); open > 0; open -= 1) {
    await keys(visitor, "u", "Enter");
    await page.waitForFunction((open) => document.querySelectorAll(".ordering-line:not(.is-done)").length < open, open);
  }
  await visitor.sees(/Đã xác nhận cả/);
  await visitor.look("confirmed");
  await visitor.press("Mục lục");
  assert.equal(await page.locator("tbody tr:not(.list-group)").count(), count);
  await visitor.sees("Tài liệu về thủ tục tố tụng");
  await visitor.sees(/205\/QĐTG-CSĐT, 20\/05\/2026/);
  await visitor.look("contents");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".print-title").isVisible(), true);
  await page.emulateMedia({ media: "screen" });
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const address = await registerReport(prosecutor, { effective: "09/08/2026 15:00", summary: "Đe dọa đăng ảnh để đòi tiền.", people: "Thái Doãn Lâm" });
  const id = address.split("/").pop();
  const href = `/casefile/matters/${id}/proposal`;
  await prosecutor.go(href);
  await prosecutor.look("nothing-yet");
  await prosecutor.go(`/casefile/matters/${id}`);
  const { path, pages } = await stack(story.office.server.folder);
  await upload(prosecutor, path);
  await prosecutor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 120_000 });
  await untilRead(prosecutor, id, pages);
  await untilOrdered(prosecutor, href);
  await confirm(story, prosecutor);
  await change(story, prosecutor);
  await killed(story, prosecutor, href);
  await number(story, prosecutor, id);
  await finish(story, prosecutor, href);
};

export default [{ name: "ordering", tell }];
