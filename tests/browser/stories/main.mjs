// One criminal case from the scanned paper to the monthly figure, on the sample case-a.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { accused, boxOf, decision, matter, measure, stack, typed } from "../harness/case_a.mjs";
import { drawBox, fileView, turnTo, untilRead, upload } from "../harness/casefile.mjs";
import { RESULTS } from "../harness/server.mjs";
import { expectClock, openAct, recordAct, registerReport } from "../harness/matters.mjs";

const run = promisify(execFile);
const NAME = accused.name;

async function register(story, visitor) {
  story.step("the prosecutor registers the report");
  await visitor.look("desk-empty");
  await visitor.go("/criminal/reports");
  await visitor.look("reports-empty");
  await visitor.go("/criminal/reports/new");
  await visitor.look("report-form");
  const address = await registerReport(visitor, {
    effective: typed(matter.report.received_at),
    informant: matter.victims[0].name,
    summary: matter.report.summary,
    event_on: typed(`${matter.event.date}T${matter.event.time}`),
    event_place: matter.event.place,
    received_by: matter.report.received_by,
    officer: matter.report.officer,
    people: NAME,
    take_docket: true,
    assigned_on: typed(decision("assign1").date),
    assignment_number: decision("assign1").full_number,
  });
  await visitor.sees("Đã vào sổ nguồn tin");
  await expectClock(visitor, "", [typed(matter.report.due_on)]);
  await visitor.look("matter-with-report");
  await visitor.go("/criminal/reports");
  await visitor.sees(NAME);
  await visitor.look("reports");
  return address;
}

async function scans(story, visitor, address) {
  story.step("the scans are dropped; pages appear, then their words");
  const id = address.split("/").pop();
  const scan = await stack(story.office.server.folder, story.office);
  await visitor.go(`/casefile/matters/${id}`);
  await visitor.look("file-empty");
  await upload(visitor, scan.path);
  await visitor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  await visitor.look("file-arriving");
  let seenUnderWay = false;
  await untilRead(visitor, id, scan.pages, async (pages, read) => {
    seenUnderWay ||= pages.length > 0 && read < pages.length;
  });
  assert.ok(seenUnderWay, "pages were to be seen before their words were read");
  await visitor.go(`/casefile/matters/${id}`);
  await visitor.page.locator(".viewer .sheet img").first().waitFor();
  await visitor.look("file-read");
  return { ...scan, id };
}

async function sourceOfReport(story, visitor, address, scan) {
  story.step("the day of receipt is read from the page of the report, which stays as its source");
  await visitor.go(address);
  const fact = visitor.page.locator(".fact", { hasText: "Tiếp nhận nguồn tin" }).first();
  await visitor.press("Sửa hoặc rút", fact);
  await visitor.page.locator(".viewer .sheet").first().waitFor();
  const pageNo = 4;
  await turnTo(visitor, pageNo - scan.first + 1);
  await visitor.page.getByRole("button", { name: "Vừa chiều ngang hoặc cả trang" }).click();
  const words = "13 giờ 55 phút, ngày 20 tháng 5 năm 2026";
  const box = boxOf(pageNo, words);
  const read = await drawBox(visitor, "effective", { ...box, x1: box.x0 + (box.x1 - box.x0) * 0.62 });
  assert.equal(read, typed(matter.report.received_at), "the day and hour read from the page");
  await visitor.fill({ correction_reason: "Bổ sung trang đã đọc" });
  await visitor.look("box-around-the-day");
  await visitor.record();
  await visitor.page.locator(".fact .source-chip").first().waitFor();
}

async function openCase(story, visitor, address, scan) {
  story.step("the case is opened: its number is read by a box on the page");
  const open = decision("open");
  await openAct(visitor, address, "case.initiated", { shot: "acts-offered" });
  await visitor.page.locator(".viewer .sheet").first().waitFor();
  const pageNo = 7;
  await turnTo(visitor, pageNo - scan.first + 1);
  await visitor.page.getByRole("button", { name: "Vừa chiều ngang hoặc cả trang" }).click();
  const read = await drawBox(visitor, "number", boxOf(pageNo, open.full_number));
  assert.equal(read, open.full_number, "the number read from the page");
  await visitor.look("box-to-field");
  await visitor.fill({ effective: typed(open.date), issuer: open.issuer, charges: "170.1" });
  await visitor.record();
  await visitor.sees("Đã ghi: Khởi tố vụ án");
  await visitor.page.locator(".fact .source-chip").first().waitFor();
  await expectClock(visitor, "", [typed(matter.investigation.to)]);
}

async function measures(story, visitor, address) {
  story.step("custody, the accused, detention: each paper once");
  const person = { person: NAME };
  const [custody, extension, detention] = ["tạm giữ", "gia hạn tạm giữ lần 1", "tạm giam"].map(measure);
  const paper = (id) => ({ effective: typed(decision(id).date), number: decision(id).full_number, issuer: decision(id).issuer });
  const term = (one) => ({ from: typed(one.from), to: typed(one.to) });

  await recordAct(visitor, address, "custody.decided", { ...paper("custody1"), effective: typed(custody.from), ...term(custody), days: 3 }, { ...person, look: "custody-form" });
  await expectClock(visitor, "", ["17:00", typed("2026-05-23")]);
  await recordAct(visitor, address, "custody.extended", { ...paper("custext1"), effective: typed(extension.from), ...term(extension), count: 1, days: 3 }, person);
  await recordAct(visitor, address, "custody.extension_approved", { ...paper("approve_custext1"), ...term(extension), count: 1 }, person);
  await expectClock(visitor, "", ["17:00", typed("2026-05-26")]);

  await recordAct(visitor, address, "party.described", { role: "bi_can", sex: "nam", born_on: typed(accused.born_on), id_no: accused.id_paper.number, occupation: accused.occupation, address: accused.permanent_residence }, person);
  await recordAct(visitor, address, "accused.initiated", { ...paper("charge1"), charges: "170.1" }, person);
  await recordAct(visitor, address, "accused.approved", paper("approve_charge"), person);
  await recordAct(visitor, address, "detention.ordered", { ...paper("detain1"), ...term(detention), months: 3, place_of_detention: matter.place_of_detention }, person);
  await recordAct(visitor, address, "detention.approved", { ...paper("approve_detain1"), ...term(detention) }, person);
  await visitor.look("matter-with-detention");
}

async function proofs(story, visitor) {
  story.step("every clock's proof is the one of truth.json");
  const { page } = visitor;
  await expectClock(visitor, "", [typed(matter.report.due_on)]);
  await expectClock(visitor, "ạm giữ", ["17:00", typed("2026-05-26")]);
  const detention = await expectClock(visitor, "ạm giam", [typed(measure("tạm giam").to)]);
  assert.match(detention.proof.join(" "), /6 ngày/, "days of custody are deducted");
  await expectClock(visitor, "iều tra", [typed(matter.investigation.to)]);
  const due = page.locator("details.due.pop", { hasText: typed(measure("tạm giam").to) }).first();
  await due.locator("summary").click();
  await visitor.look("proof-of-detention");
}

async function search(story, visitor, scan) {
  story.step("a sentence is found without its diacritics, and lit on the page");
  await visitor.go(`/casefile/matters/${scan.id}`);
  await visitor.page.locator(".viewer .sheet").first().waitFor();
  await visitor.page.getByRole("button", { name: "Tìm trong hồ sơ" }).click();
  await visitor.page.locator(".panel input[type=search]").fill("de doa se dang hinh anh rieng tu");
  await visitor.page.locator(".hit").first().waitFor();
  await visitor.page.locator(".mark-hit-now").first().waitFor({ state: "attached" });
  const view = await fileView(visitor, scan.id);
  const at = view.pages.find((page) => page.no === 4 - scan.first + 1);
  assert.equal(await visitor.page.locator(".sheet").first().getAttribute("data-page"), at.id, "the hit is on the page of the report");
  await visitor.look("found-in-file");
}

async function order(story, prosecutor, address) {
  story.step("order 42/HS: drafted by the prosecutor");
  const extension = measure("gia hạn tạm giam lần 1");
  const request = decision("req_detext1");
  await recordAct(prosecutor, address, "detention.extension_requested", { effective: typed(request.date), number: request.full_number, issuer: request.issuer }, { person: NAME });
  await openAct(prosecutor, address, "detention.extended", { person: NAME });
  await prosecutor.press("Soạn văn bản theo mẫu 42/HS");
  await prosecutor.look("draft-begun");
  const wanted = { length: "60 ngày", count: "1", from: typed(extension.from), to: typed(extension.to) };
  for (const [field, value] of Object.entries(wanted)) await typeInto(prosecutor, field, value);
  await prosecutor.page.reload();
  const gaps = await prosecutor.words("#gaps").catch(() => "");
  assert.equal(gaps, "", `nothing is missing from the order: ${gaps}`);
  await prosecutor.look("draft-filled");
  const draft = prosecutor.path();

  story.step("issued by the chief, with its number from the book");
  const chief = await story.as("chief");
  await chief.look("chief-desk-before");
  const ends = typed(measure("tạm giam").to);
  const line = chief.page.locator("main tr, main li", { hasText: NAME }).filter({ hasText: ends });
  assert.ok((await line.count()) > 0, `the end of the detention, ${ends}, stands on the desk`);
  await chief.go(draft);
  await chief.look("chief-reads");
  const issue = "Ban hành, lấy số và ghi vào hồ sơ";
  await chief.page.locator(".paper-by-hand > summary").click();
  await chief.press(issue);
  const confirm = chief.page.locator('#issue input[name="confirmed"]');
  if ((await confirm.count()) > 0) {
    await chief.look("issue-warned");
    await confirm.check();
    await chief.press(issue);
  }
  await chief.sees(/Đã ban hành/);
  await chief.look("issued");
  return { chief, draft, extension };
}

/** Types into a field of the draft unless it already says so, and waits until it is kept. */
async function typeInto(visitor, field, value) {
  const control = visitor.page.locator(`.entry [name="${field}"]:not([type=hidden])`);
  if ((await control.inputValue()) === value) return;
  const kept = visitor.page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().includes("/fields"));
  await control.fill(value);
  await control.blur();
  await kept;
}

async function papers(story, visitor, draft) {
  story.step("its PDF and its Word file");
  const names = {};
  for (const kind of ["pdf", "word"]) {
    const answer = await visitor.context.request.get(`${draft}/${kind}`);
    assert.equal(answer.status(), 200, `${kind} is given`);
    names[kind] = `${story.office.server.folder}/42-HS.${kind}`;
    await writeFile(names[kind], await answer.body());
  }
  assert.equal((await readFile(names.pdf)).subarray(0, 5).toString(), "%PDF-");
  assert.equal((await readFile(names.word)).subarray(0, 2).toString(), "PK");
  const { stdout } = await run("pdftotext", ["-layout", names.pdf, "-"]);
  const words = stdout.normalize("NFC").replace(/\s+/g, " ");
  for (const wanted of [NAME, "18/8/2026", "16/10/2026", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]) {
    assert.ok(words.includes(wanted) || words.includes(wanted.replace("18/8", "18/08")), `the PDF says “${wanted}”: ${words.slice(0, 900)}`);
  }
  await run("pdftoppm", ["-r", "80", "-png", names.pdf, `${RESULTS}/42-HS`]).catch(() => undefined);
}

async function deskChanges(story, { chief, extension }, address) {
  story.step("the clock has moved, and the desk with it");
  await chief.go(address);
  await expectClock(chief, "ạm giam", [typed(extension.to)]);
  await chief.look("matter-extended");
  await chief.go("/desk");
  // Other stories of the same office may have a matter that ends that day: only this person's lines count.
  const lines = await chief.page.locator("main tr, main li", { hasText: NAME }).allTextContents();
  assert.ok(!lines.some((line) => line.includes(typed(measure("tạm giam").to))), `the old end has left the desk: ${lines.join(" / ")}`);
  await chief.look("chief-desk-after");
}

async function figure(story, chief, address) {
  story.step("the figure in Biểu 01 opens down to the scanned page");
  await chief.go("/statistics");
  await chief.look("statistics");
  await chief.page.fill("#f-from", "01/05/2026");
  await chief.page.fill("#f-to", "31/05/2026");
  await chief.press("Lập biểu");
  await chief.page.locator("#row-6").waitFor();
  await chief.look("bieu-01");
  const row = chief.page.locator("#row-6 a.key");
  const counted = Number(await row.textContent());
  assert.ok(counted >= 1, "the report is counted as received");
  const xlsx = await chief.context.request.get(await chief.page.getByRole("link", { name: "Excel" }).getAttribute("href"));
  assert.equal((await xlsx.body()).subarray(0, 2).toString(), "PK", "the Excel file is given");
  await row.click();
  await chief.page.waitForURL(/\/figure\?/);
  const line = chief.page.locator("tbody tr", { has: chief.page.locator(`a[href="${address}"]`) });
  await chief.look("behind-the-figure");
  const page = await line.locator("a.source-chip").getAttribute("href");
  await line.locator(`a[href^="${address}#"]`).click();
  await chief.page.waitForURL(`**${address}#*`);
  await chief.page.locator(".fact:target").waitFor();
  await chief.look("the-fact");
  await chief.page.locator(".fact:target .source-chip").first().click();
  await chief.page.locator(".viewer .sheet").first().waitFor();
  await chief.page.locator(".mark-source").first().waitFor({ state: "attached" });
  await chief.look("the-page-with-its-box");
  await chief.go(page);
  await chief.page.locator(".viewer .sheet").first().waitFor();
}

async function tell(story) {
  const prosecutor = await story.as("prosecutor");
  const address = await register(story, prosecutor);
  const scan = await scans(story, prosecutor, address);
  await sourceOfReport(story, prosecutor, address, scan);
  await openCase(story, prosecutor, address, scan);
  await measures(story, prosecutor, address);
  await proofs(story, prosecutor);
  await search(story, prosecutor, scan);
  const issued = await order(story, prosecutor, address);
  await papers(story, issued.chief, issued.draft);
  await deskChanges(story, issued, address);
  await figure(story, issued.chief, address);
}

export default [{ name: "main", tell }];
