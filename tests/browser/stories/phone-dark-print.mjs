// The same pages on a phone, in the dark and on paper.
import assert from "node:assert/strict";
import { join } from "node:path";
import { mkdir } from "node:fs/promises";
import { registerReport } from "../harness/matters.mjs";
import { PHONE } from "../harness/visitor.mjs";
import { RESULTS } from "../harness/server.mjs";

const LISTS = ["/desk", "/criminal", "/criminal/reports", "/criminal/cases", "/criminal/held", "/criminal/numbers", "/casefile", "/people/me", "/notices"];

async function phone(story) {
  const prosecutor = await story.as("prosecutor", { viewport: PHONE, hasTouch: true, isMobile: true });
  const { page } = prosecutor;
  const address = await registerReport(prosecutor, { effective: "06/08/2026 15:00", summary: "Đánh bạc tại nhà riêng.", people: "Hoàng Văn Lả\nLò Văn Panh" });
  await page.setViewportSize(PHONE);
  await prosecutor.go(address);
  await prosecutor.look("matter");
  await page.setViewportSize(PHONE);
  await page.locator("header .menu-button").click();
  await page.locator("nav.menu a[href='/criminal/reports']").first().waitFor({ state: "visible" });
  await page.screenshot({ path: join(RESULTS, "screens", story.name, "menu-open-phone.png") });
  await page.locator("nav.menu a[href='/criminal/reports']").first().tap();
  await page.waitForURL("**/criminal/reports");
  await prosecutor.sees("Hoàng Văn Lả");
  await prosecutor.go("/desk");
  await prosecutor.sees("Hoàng Văn Lả");
}

async function dark(story) {
  const prosecutor = await story.as("prosecutor", { colorScheme: "dark" });
  const address = await registerReport(prosecutor, { effective: "07/08/2026 11:00", summary: "Hủy hoại tài sản.", people: "Điêu Chính Ngâu" });
  for (const path of [address, ...LISTS, "/criminal/reports/new"]) {
    await prosecutor.go(path);
    await prosecutor.look(`dark-${path.split("/").filter(Boolean).join("-").slice(0, 30)}`);
  }
  const paint = await prosecutor.page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).map(Number));
  assert.ok(Math.max(...paint) < 90, `the page is dark: ${paint}`);
}

async function print(story) {
  const prosecutor = await story.as("prosecutor");
  const { page } = prosecutor;
  const address = await registerReport(prosecutor, { effective: "08/08/2026 11:00", summary: "Lừa đảo bán đất.", people: "Bạc Cầm Thị Ọi" });
  const folder = join(RESULTS, "screens", story.name);
  await mkdir(folder, { recursive: true });
  await page.emulateMedia({ media: "print" });
  for (const [name, path] of [["reports", "/criminal/reports"], ["matter", address], ["numbers", "/criminal/numbers"], ["bieu-01", "/statistics/bieu-01?unit=P14-KV03&from=2025-12-01&to=2026-11-30"]]) {
    await prosecutor.go(path);
    await page.screenshot({ path: join(folder, `${name}-paper.png`), fullPage: true });
    await page.pdf({ path: join(folder, `${name}.pdf`), format: "A4" });
    for (const part of ["header.top", "nav.menu", ".toasts"]) {
      assert.equal(await page.locator(part).first().isVisible(), false, `${part} is not printed`);
    }
  }
}

export default [
  { name: "phone", tell: phone },
  { name: "dark", tell: dark },
  { name: "print", tell: print },
];
