// Without the mouse: Ctrl+K finds a case, and a form is filled and sent from the keyboard.
import assert from "node:assert/strict";
import { Keys } from "../harness/keys.mjs";
import { recordAct, registerReport } from "../harness/matters.mjs";

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

/** One paper about three people, entered once and without the mouse. */
async function several(story) {
  const prosecutor = await story.as("prosecutor");
  const { page } = prosecutor;
  const names = ["Giàng A Khua", "Giàng A Sếnh", "Mùa Thị Chía"];
  const address = await registerReport(prosecutor, { effective: "03/08/2026 09:00", summary: "Đánh bạc.", people: names.join("\n") });
  await recordAct(prosecutor, address, "case.initiated", { effective: "05/08/2026", number: "140/QĐ-CSĐT", issuer: "Cơ quan CSĐT Công an tỉnh Sơn La", charges: "321.1" });
  const keys = new Keys(prosecutor);
  for (const [n, name] of names.entries()) {
    await prosecutor.go(address);
    await keys.open(`ktbc ${n === 2 ? "chia" : n === 1 ? "senh" : "khua"}`);
    assert.equal(await keys.field(), "effective", name);
    await keys.then("0708");
    await keys.then(String(301 + n));
    await keys.record();
  }
  story.step("one decision for all three: ticked by Shift+Tab and Space");
  await prosecutor.go(address);
  await page.keyboard.press("n");
  await page.keyboard.type("pckt khua");
  await page.locator(".find-act [role=option]").first().waitFor();
  await prosecutor.look("find-an-act");
  await prosecutor.leads(() => page.keyboard.press("Enter"));
  await page.keyboard.press("Shift+Tab");
  assert.match(await keys.field(), /^also-/, "the tick for the others stands before the day");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  await prosecutor.look("one-paper-for-three");
  await keys.record();
  assert.equal(await page.locator(".fact-title", { hasText: "Phê chuẩn khởi tố bị can" }).count(), names.length, "one entry, a fact for each");
}

export default [
  { name: "keyboard", tell },
  { name: "keyboard-several", tell: several },
];
