// A prosecutor's day: the desk in the morning, a report, a case of three accused, a slip put right, numbers and books.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expectClock, openAct, recordAct, registerReport } from "../harness/matters.mjs";
import { RESULTS } from "../harness/server.mjs";

const run = promisify(execFile);
const POLICE = "Cơ quan CSĐT Công an tỉnh Sơn La";
const [FIRST, SECOND, THIRD] = ["Lò Văn Inh", "Quàng Văn Phóng", "Cà Văn Sáng"];
const YEAR = "from=2025-12-01&to=2026-11-30";
const mine = (n, effective) => ({ effective, assigned_on: effective.slice(0, 10), assignment_number: `${n}/QĐ-VKSKV3` });

/** Three reports that end before today, today and in four days. */
async function morning(story, prosecutor) {
  story.step("the desk of the morning: overdue, today, soon");
  await registerReport(prosecutor, { ...mine(61, "22/07/2026 08:00"), summary: "Trộm cắp xe máy tại bến xe.", people: "Hà Văn Thêm" });
  await registerReport(prosecutor, { ...mine(62, "24/07/2026 09:30"), report_kind: "tin_bao", summary: "Vận chuyển gỗ không có giấy tờ.", people: "Bạc Cầm Inh" });
  const wood = await registerReport(prosecutor, { ...mine(63, "28/07/2026 14:00"), summary: "Đánh nhau tại đám cưới, có người bị thương.", people: "Tòng Văn Ngọc" });
  await recordAct(prosecutor, wood, "report.suspended", { effective: "10/08/2026", number: "71/QĐ-CSĐT", issuer: POLICE, report_ground: "giam_dinh" });
  await prosecutor.go("/desk");
  for (const words of [".due-overdue", ".due-near, .due-soon"]) await prosecutor.page.locator(words).first().waitFor();
  await prosecutor.look("desk");
}

async function report(story, prosecutor) {
  story.step("a report into the book, on one page");
  await prosecutor.go("/criminal/reports/new");
  const values = { ...mine(64, "20/07/2026 08:00"), report_kind: "to_giac", informant: "Lường Thị Hoan", summary: "Mất ba con trâu thả trên đồi.", event_on: "18/07/2026 23:00", event_place: "bản Lướt, xã Mường La", people: [FIRST, SECOND, THIRD].join("\n") };
  await prosecutor.fill(values);
  await prosecutor.look("report-filled");
  await prosecutor.record();
  await prosecutor.sees("Đã vào sổ nguồn tin");
  const address = prosecutor.path();
  await expectClock(prosecutor, "", ["09/08/2026"]);
  return address;
}

async function investigation(story, prosecutor, address) {
  story.step("the case, three accused, one approval for all of them");
  await recordAct(prosecutor, address, "case.initiated", { effective: "27/07/2026", number: "81/QĐ-CSĐT", issuer: POLICE, charges: "173.1" });
  await recordAct(prosecutor, address, "custody.decided", { effective: "28/07/2026 08:00", number: "82/QĐ-CSĐT", issuer: POLICE, from: "28/07/2026 08:00", to: "31/07/2026 08:00", days: 3 }, { person: FIRST });
  for (const [n, person] of [FIRST, SECOND, THIRD].entries()) {
    await recordAct(prosecutor, address, "accused.initiated", { effective: "30/07/2026", number: `${83 + n}/QĐ-CSĐT`, issuer: POLICE, charges: "173.1" }, { person });
  }
  await openAct(prosecutor, address, "accused.approved", { person: FIRST });
  for (const person of [SECOND, THIRD]) await prosecutor.page.getByLabel(`Cùng áp dụng với ${person}`).check();
  await prosecutor.fill({ effective: "30/07/2026", earlier_number: "", earlier_on: "" });
  await prosecutor.look("several-accused");
  await prosecutor.record();
  const approvals = await prosecutor.page.locator(".fact", { hasText: "Phê chuẩn khởi tố bị can" }).locator(".fact-paper").allTextContents();
  assert.equal(new Set(approvals).size, 3, `one for each, with a number of its own: ${approvals.join(" / ")}`);
  await recordAct(prosecutor, address, "detention.ordered", { effective: "31/07/2026", number: "86/LTG-CSĐT", issuer: POLICE, from: "31/07/2026", to: "25/09/2026", months: 2 }, { person: FIRST });
  await prosecutor.page.getByRole("heading", { name: "Bước hợp pháp tiếp theo" }).scrollIntoViewIfNeeded();
  await prosecutor.look("next-step");
  await recordAct(prosecutor, address, "detention.approved", { effective: "31/07/2026", from: "31/07/2026", to: "25/09/2026" }, { person: FIRST });
  await openAct(prosecutor, address, "residence_ban.ordered", { person: SECOND });
  await prosecutor.page.getByLabel(`Cùng áp dụng với ${THIRD}`).check();
  await prosecutor.fill({ effective: "31/07/2026", number: "87/LCĐ-CSĐT", from: "31/07/2026", to: "25/09/2026" });
  await prosecutor.record();
  assert.equal(await prosecutor.page.locator(".fact", { hasText: "87/LCĐ-CSĐT" }).count(), 2, "one paper of the police for two");
}

async function clocks(story, prosecutor, address) {
  story.step("why that day, and what may be done about it");
  const { page } = prosecutor;
  await prosecutor.go(address);
  const card = page.locator(".person-box", { has: page.getByRole("heading", { name: FIRST }) });
  const subject = (await card.getAttribute("id")).slice(2);
  await card.evaluate((one) => one.scrollIntoView({ block: "start" }));
  await prosecutor.look("detained");
  const clock = card.locator("li.clock", { hasText: "ạm giam" }).first();
  await clock.locator("details.ways > summary").click();
  assert.ok((await clock.locator(".way").count()) > 0, "there are ways");
  await clock.evaluate((one) => one.scrollIntoView({ block: "center" }));
  await prosecutor.look("ways");
  await clock.locator("details.ways > summary").click();
  await clock.locator("details.due.pop > summary").click();
  assert.match(await clock.locator(".proof-steps").textContent(), /3 ngày/, "days of custody are deducted");
  await prosecutor.look("proof");
  await prosecutor.go("/criminal/held");
  await prosecutor.sees(FIRST);
  await prosecutor.look("held");
  await prosecutor.go(`${address}/acts?subject=${subject}&q=${encodeURIComponent("gia han tam giam")}`);
  await prosecutor.sees(/^Gia hạn tạm giam/);
  await prosecutor.look("acts-found");
}

async function correction(story, prosecutor, address) {
  story.step("a slip of the pen is put right, with its reason; both stay to be read");
  await prosecutor.go(address);
  const fact = prosecutor.page.locator(".fact", { hasText: "81/QĐ-CSĐT" }).first();
  await prosecutor.press("Sửa hoặc rút", fact);
  await prosecutor.fill({ number: "80/QĐ-CSĐT", correction_reason: "Gõ nhầm số quyết định" });
  await prosecutor.look("correction");
  await prosecutor.fill({ correction_reason: "" });
  assert.equal((await prosecutor.send()).moved, false, "a correction needs its reason");
  await prosecutor.fill({ correction_reason: "Gõ nhầm số quyết định" });
  await prosecutor.record();
  await prosecutor.sees("Đã ghi bản đính chính");
  const old = prosecutor.page.locator(".fact-replaced", { hasText: "81/QĐ-CSĐT" }).first();
  await old.waitFor();
  await old.evaluate((one) => one.scrollIntoView({ block: "center" }));
  await prosecutor.look("corrected");
}

async function numbers(story, prosecutor) {
  story.step("a number before its paper; the book of numbers");
  const { page } = prosecutor;
  await prosecutor.go("/criminal/reports?q=ngoc");
  const [code] = (await prosecutor.words()).match(/P14-KV03-\d{6}/);
  await prosecutor.go("/criminal/numbers/new");
  await prosecutor.look("take-number");
  await prosecutor.fill({ series: (await page.locator('[name="series"] option').nth(1).getAttribute("value")) ?? "", purpose: "Yêu cầu kiểm tra, xác minh", matter: code });
  await prosecutor.record();
  await prosecutor.sees("Yêu cầu kiểm tra, xác minh");
  await prosecutor.look("numbers");
}

async function books(story, prosecutor) {
  story.step("the books: what was recorded once stands in all of them, on paper and as a sheet");
  const { page } = prosecutor;
  const folder = join(RESULTS, "screens", story.name);
  await mkdir(folder, { recursive: true });
  await prosecutor.go(`/criminal/books?${YEAR}`);
  await prosecutor.look("shelf");
  await prosecutor.go(`/criminal/books/04?${YEAR}&prosecutor=me`);
  await prosecutor.sees("Mất ba con trâu");
  await prosecutor.look("book-04");
  await prosecutor.go(`/criminal/books/td?${YEAR}`);
  await prosecutor.sees("Tòng Văn Ngọc");
  await prosecutor.look("book-suspended");
  await prosecutor.go(`/criminal/books/07?${YEAR}`);
  await prosecutor.sees("80/QĐ-CSĐT");
  assert.doesNotMatch(await prosecutor.words("table"), /(?<!\d)81\/QĐ-CSĐT/, "the book shows what was corrected");
  await prosecutor.look("book-07");
  const paper = await page.request.get(new URL(`/criminal/books/04/pdf?${YEAR}`, page.url()).href);
  const file = join(folder, "book-04.pdf");
  await writeFile(file, await paper.body());
  await run("pdftoppm", ["-r", "90", "-png", "-singlefile", file, join(folder, "99-book-04-paper-desktop")]);
}

async function palette(story, prosecutor) {
  story.step("Ctrl+K finds a person without diacritics");
  await prosecutor.go("/desk");
  await prosecutor.page.keyboard.press("Control+k");
  await prosecutor.page.locator("dialog.palette[open]").waitFor();
  await prosecutor.page.keyboard.type("quang van phong");
  await prosecutor.page.locator(".palette-item", { hasText: SECOND }).first().waitFor();
  await prosecutor.look("palette");
}

async function tell(story) {
  const prosecutor = await story.as("prosecutor");
  await morning(story, prosecutor);
  const address = await report(story, prosecutor);
  await investigation(story, prosecutor, address);
  await clocks(story, prosecutor, address);
  await correction(story, prosecutor, address);
  await numbers(story, prosecutor);
  await books(story, prosecutor);
  await palette(story, prosecutor);
}

export default [{ name: "prosecutor-day", tell }];
