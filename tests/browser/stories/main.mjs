// One criminal case from the scanned paper to the monthly figure, on the sample case-a.
import assert from "node:assert/strict";
import { accused, boxOf, decision, matter, measure, stack, typed } from "../harness/case_a.mjs";
import { drawBox, fileView, turnTo, untilRead, upload } from "../harness/casefile.mjs";
import { expectClock, openAct, recordAct, registerReport } from "../harness/matters.mjs";

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

async function tell(story) {
  const prosecutor = await story.as("prosecutor");
  const address = await register(story, prosecutor);
  const scan = await scans(story, prosecutor, address);
  await openCase(story, prosecutor, address, scan);
  await measures(story, prosecutor, address);
  await proofs(story, prosecutor);
  await search(story, prosecutor, scan);
}

export default [{ name: "main", tell }];
