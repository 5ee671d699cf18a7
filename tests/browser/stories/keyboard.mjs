// Without the mouse: Ctrl+K finds a case, and a form is filled and sent from the keyboard.
import assert from "node:assert/strict";
import { registerReport } from "../harness/matters.mjs";

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const { page } = prosecutor;
  const address = await registerReport(prosecutor, { effective: "09/08/2026 15:00", summary: "Cố ý gây thương tích.", people: "Cà Văn Ín" });
  await prosecutor.go("/desk");
  await page.keyboard.press("Control+k");
  await page.locator("dialog.palette[open]").waitFor();
  await page.keyboard.type("ca van in");
  await page.locator(".palette-item", { hasText: "Cà Văn Ín" }).first().waitFor();
  await prosecutor.look("palette");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${address}`);
  story.step("to the content, and through the page by Tab");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Tới nội dung");
  await page.keyboard.press("Enter");
  for (let tabs = 0; tabs < 60; tabs += 1) {
    await page.keyboard.press("Tab");
    const href = await page.evaluate(() => document.activeElement.getAttribute("href") ?? "");
    if (href.includes("/record/")) break;
  }
  await prosecutor.look("focus-seen");
  await Promise.all([page.waitForURL(/\/record\//), page.keyboard.press("Enter")]);
  await page.waitForLoadState("load");
  const focused = await page.evaluate(() => document.activeElement.closest("[data-field]")?.dataset.field ?? "");
  assert.equal(focused, "effective", "the first field waits for typing");
  await page.keyboard.press("Escape");
  story.step("Ctrl+K goes to a list by its name, typed without diacritics");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("tam giu");
  await page.locator(".palette-item", { hasText: "Tạm giữ" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/criminal/held**");
};

export default [{ name: "keyboard", tell }];
