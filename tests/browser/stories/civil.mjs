// A civil and an administrative matter are taken in, followed and corrected; the file, the map with its own branches, the show list with the phases of
// its procedure, one page on the court's screen, the register and the report.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Axe } from "../harness/axe.mjs";
import { untilRead, upload } from "../harness/casefile.mjs";
import { RESULTS, ROOT } from "../harness/server.mjs";

const run = promisify(execFile);
const PAGES = 3;
const COURT = "Tòa án nhân dân khu vực 3";

/** Pages with letters in them, so that they are read at once. */
async function file(folder) {
  const path = join(folder, "ho-so-dan-su.pdf");
  await run("qpdf", [join(ROOT, "samples/case-a/born-digital.pdf"), "--pages", ".", `4-${PAGES + 3}`, "--", path]);
  return path;
}

async function takenIn(visitor, values) {
  await visitor.go("/civil/matters/new");
  await visitor.fill({ court: COURT, ...values });
  await visitor.record();
  await visitor.sees("Đã vào sổ thụ lý kiểm sát");
  return visitor.path();
}

async function entered(story, visitor) {
  story.step("the empty list; a civil matter and an administrative one are taken in, each on one page");
  await visitor.go("/civil");
  await visitor.look("empty");
  await visitor.go("/civil/matters/new");
  await visitor.fill({ claimants: "Phạm Bích Ngân", notice_on: "hôm kia" });
  await visitor.page.locator('.entry button[type="submit"]').first().click();
  await visitor.sees("Hãy ghi: quan hệ tranh chấp");
  assert.equal(await visitor.page.locator('[name="claimants"]').inputValue(), "Phạm Bích Ngân", "what was typed stays");
  await visitor.look("refused");
  const civil = await takenIn(visitor, {
    effective: "03/08/2026",
    kind: "dan_su",
    relation: "Tranh chấp hợp đồng vay tài sản",
    claim: "Buộc trả 250.000.000 đồng và tiền lãi.",
    notice_number: "118/TB-TLVA",
    notice_on: "31/07/2026",
    received_on: "03/08/2026",
    claimants: "Phạm Bích Ngân",
    defendants: "Hoàng Văn Lả\nLò Thị Panh",
  });
  await visitor.look("civil-matter");
  const administrative = await takenIn(visitor, {
    effective: "04/08/2026",
    kind: "hanh_chinh",
    relation: "Khiếu kiện quyết định thu hồi đất",
    claimants: "Lò Văn Thín",
    defendants: "Chủ tịch Ủy ban nhân dân phường",
  });
  await visitor.sees("Người khởi kiện");
  await visitor.go("/civil?q=lo%20thi");
  await visitor.sees("Tranh chấp hợp đồng vay tài sản");
  await visitor.look("list");
  return { civil, administrative };
}

async function followed(story, visitor, matter) {
  story.step("set for trial; a party's name is corrected with its reason");
  await visitor.go(matter);
  await visitor.press("Quyết định đưa vụ án ra xét xử, mở phiên họp");
  await visitor.fill({ effective: "06/08/2026", number: "41/QĐXX-DS", trial_at: "12/08/2026 08:00", attends: true, why: "Có đương sự là người chưa thành niên" });
  await visitor.look("act");
  await visitor.record();
  await visitor.sees("12/08/2026 08:00");
  await visitor.leads(() => visitor.page.getByRole("link", { name: "Sửa Lò Thị Panh" }).click());
  await visitor.fill({ reason: "Theo giấy tờ tùy thân.", name: "Lò Thị Panh Em" });
  await visitor.look("correction");
  await visitor.record();
  await visitor.sees("đã đính chính");
}

async function filed(story, visitor, matter) {
  story.step("pages are put in and numbered; the map has the branches of a civil matter");
  const id = matter.split("/").pop();
  await visitor.go(`/casefile/matters/${id}`);
  await upload(visitor, await file(story.office.server.folder));
  const view = await untilRead(visitor, id, PAGES);
  await visitor.page.evaluate(async (pages) => {
    const csrf = document.querySelector('meta[name="csrf"]').content;
    const headers = { accept: "application/json", "x-csrf-token": csrf, "content-type": "application/x-www-form-urlencoded" };
    for (const page of pages) await fetch(`/casefile/pages/${page.id}/bl`, { method: "POST", headers, body: new URLSearchParams({ bl: String(page.no), csrf }) });
  }, view.pages);
  await visitor.go(matter);
  await visitor.press("Chứng cứ, sơ đồ");
  await visitor.look("evidence");
  await visitor.go(`/evidence/matters/${id}/map`);
  await visitor.look("map-offer");
  await visitor.leads(() => visitor.page.getByRole("button", { name: "Lập Sơ đồ vụ việc dân sự, hành chính" }).click());
  await visitor.sees("Hoàng Văn Lả");
  await visitor.look("map");
  return id;
}

async function tried(story, visitor, id) {
  story.step("the show list has the phases of the procedure; one page comes to the court's screen; the report");
  const { page } = visitor;
  await visitor.go(`/courtroom/matters/${id}`);
  await visitor.sees("Đương sự trình bày");
  await visitor.sees("cần kiểm tra");
  const box = page.locator('[data-phase="phat_bieu"] .show-add input');
  await box.fill("BL 2");
  await box.press("Enter");
  await page.locator(".show-item").first().waitFor();
  await visitor.look("show-list");
  await visitor.press("Mở phiên tòa");
  await page.locator(".roll-line").first().waitFor();
  const address = await page.getByRole("link", { name: "Mở màn hình phiên tòa" }).getAttribute("href");
  const court = await story.guest("prosecutor", { viewport: { width: 1024, height: 768 } });
  await court.go(address);
  assert.equal(await court.page.locator(".shown").count(), 0, "nothing was released");
  await page.locator(".console-stage").focus();
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await court.page.waitForFunction(() => document.querySelector("#court-caption").textContent.startsWith("BL 2"));
  await court.page.screenshot({ path: join(RESULTS, "screens", "civil", "court-1024.png") });
  assert.deepEqual(await Axe.violations(court.page), [], "axe on the court's screen");
  await visitor.look("console");
  await page.getByRole("button", { name: "Kết thúc phiên" }).first().click();
  await visitor.leads(() => page.locator("dialog[open] .btn-danger").click());
  await visitor.sees("BL 2");
  await visitor.look("report");
}

async function judged(story, visitor, { civil, administrative }) {
  story.step("the judgment; the register of each kind; another unit sees nothing");
  await visitor.go(civil);
  await visitor.press("Bản án, quyết định giải quyết");
  await visitor.fill({ effective: "12/08/2026", number: "12/2026/DS-ST", result: "part" });
  await visitor.record();
  await visitor.sees("Đã xét xử, giải quyết");
  await visitor.go("/civil/registers/dan_su?from=01/08/2026&to=31/08/2026");
  await visitor.sees("12/2026/DS-ST");
  await visitor.look("register");
  await visitor.page.emulateMedia({ media: "print" });
  assert.equal(await visitor.page.locator(".print-title").isVisible(), true);
  await visitor.page.emulateMedia({ media: "screen" });
  await visitor.go("/civil/registers/hanh_chinh?from=01/08/2026&to=31/08/2026");
  await visitor.sees("Chủ tịch Ủy ban nhân dân phường");
  // What an old link or the trail calls a matter of the criminal area leads to its own page.
  await visitor.go(administrative.replace("/civil/", "/criminal/"));
  assert.equal(visitor.path(), administrative);
}

const tell = async (story) => {
  const visitor = await story.as("prosecutor");
  const matters = await entered(story, visitor);
  await followed(story, visitor, matters.civil);
  const id = await filed(story, visitor, matters.civil);
  await tried(story, visitor, id);
  await judged(story, visitor, matters);
};

export default [{ name: "civil", tell }];
