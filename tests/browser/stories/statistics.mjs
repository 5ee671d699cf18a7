// The statistician's screens: a form of each kind, a figure down to its matter, what has changed, the checks, the files.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { detainedInCaseA } from "../harness/detained.mjs";
import { RESULTS } from "../harness/server.mjs";

const YEAR = "from=2025-12-01&to=2026-11-30";
const UNIT = "unit=P14-KV03";
const BY_ROW = ["bieu-01", "bieu-02", "bieu-03", "bieu-05", "bieu-07", "bieu-33", "tuan-tam-giu-tam-giam", "an-tam-dinh-chi"];
const BY_OFFENCE = ["bieu-04", "bieu-10", "bieu-11", "bieu-12"];

async function statistics(story) {
  const prosecutor = await story.as("prosecutor");
  const address = await detainedInCaseA(story, prosecutor);
  const statistician = await story.as("statistician");
  const { page } = statistician;
  story.step("the page on which a form is chosen");
  await statistician.go("/statistics");
  await statistician.look("home");
  story.step("every form of rows");
  for (const form of BY_ROW) {
    await statistician.go(`/statistics/${form}?${UNIT}&${YEAR}`);
    await statistician.look(form, { phone: ["bieu-01", "bieu-33"].includes(form) });
  }
  story.step("every form by offence");
  for (const form of BY_OFFENCE) {
    await statistician.go(`/statistics/${form}?${UNIT}&${YEAR}`);
    await statistician.look(form, { phone: form === "bieu-11" });
  }
  story.step("a figure opens its matters");
  await statistician.go(`/statistics/bieu-02?${UNIT}&${YEAR}`);
  await statistician.leads(() => page.locator("#row-4 a.key").click());
  await statistician.look("figure");
  await page.locator(`tbody a[href="${address}"]`).first().waitFor();
  await statistician.go(`/statistics/bieu-11?${UNIT}&${YEAR}`);
  await statistician.leads(() => page.locator('tbody tr:nth-child(2) a[href*="/figure?"]').first().click());
  await statistician.look("figure-of-an-offence");
  story.step("what has changed since a moment");
  await statistician.go(`/statistics/bieu-01?${UNIT}&${YEAR}&known=2026-01-01`);
  await statistician.look("as-known");
  await statistician.go(`/statistics/bieu-01/changes?${UNIT}&${YEAR}&known=2026-01-01`);
  await page.locator(`a[href="${address}"]`).first().waitFor();
  await statistician.look("changes");
  story.step("the checks before sending");
  await statistician.go(`/statistics/doctor?${UNIT}&${YEAR}`);
  await statistician.look("doctor");
  await exports(story, statistician);
  story.step("by unit");
  const chief = await story.as("chief");
  await chief.go(`/statistics/bieu-02/units?${UNIT}&tree=1&${YEAR}`);
  await chief.look("units");
}

async function exports(story, statistician) {
  story.step("the files are given and open");
  const { page } = statistician;
  const folder = join(RESULTS, "screens", story.name);
  await mkdir(folder, { recursive: true });
  for (const form of ["bieu-01", "bieu-10"]) {
    const sheet = await page.request.get(new URL(`/statistics/${form}/xlsx?${UNIT}&${YEAR}`, page.url()).href);
    assert.equal((await sheet.body()).subarray(0, 2).toString(), "PK", `${form} as Excel`);
    await writeFile(join(folder, `${form}.xlsx`), await sheet.body());
  }
  const paper = await page.request.get(new URL(`/statistics/bieu-01/pdf?${UNIT}&${YEAR}`, page.url()).href);
  assert.equal((await paper.body()).subarray(0, 5).toString(), "%PDF-");
  await writeFile(join(folder, "bieu-01.pdf"), await paper.body());
}

/** What no fact tells is entered with its document; a question of one's own becomes a small form; every definition is in words. */
async function entered(story) {
  const statistician = await story.as("statistician");
  const month = "from=2026-07-01&to=2026-07-31";
  story.step("a figure is entered with its document and marked");
  await statistician.go(`/statistics/don?${UNIT}&${month}`);
  await statistician.look("form-before");
  await statistician.leads(() => statistician.page.locator("#row-2").getByRole("link").first().click());
  await statistician.fill({ figure: 12, document: "15/BC-VKS", document_on: "03/08/2026", reason: "Theo sổ tiếp công dân của đơn vị" });
  await statistician.look("entry");
  await statistician.record();
  await statistician.sees("15/BC-VKS ngày 03/08/2026");
  await statistician.look("entries");
  await statistician.go(`/statistics/don?${UNIT}&${month}`);
  await statistician.sees("số nhập");
  story.step("a question of one's own");
  await statistician.go("/statistics/thematic");
  await statistician.look("thematic");
  await statistician.fill({ name: "Bị can là phụ nữ mới khởi tố", what: "case:accused.charged", only: "sex=nu", by: "age" });
  await statistician.record();
  await statistician.sees("Bị can là phụ nữ mới khởi tố");
  await statistician.look("thematic-figures");
  story.step("definitions in words");
  await statistician.go("/statistics/definitions");
  await statistician.look("definitions");
  await statistician.go("/statistics/definitions/bieu-02");
  await statistician.look("definition");
}

/** What is taken out: every form in one file, a report in sentences, figures as pictures. */
async function output(story) {
  const statistician = await story.as("statistician");
  const { page } = statistician;
  const month = "from=2026-06-01&to=2026-06-30";
  story.step("every form in one file");
  await statistician.go(`/statistics/prints?${UNIT}&${month}`);
  await statistician.look("prints");
  const taken = page.waitForEvent("download").catch(() => undefined);
  await page.getByRole("button", { name: "Lập Excel cả bộ" }).click();
  await Promise.race([taken, page.getByText("Mở tệp").waitFor({ timeout: 60_000 })]);
  await statistician.go(`/statistics/prints?${UNIT}&${month}`);
  await statistician.leads(() => page.locator("#prints a.row-title").first().click());
  await statistician.sees("Đã lập xong tệp cả bộ biểu");
  await statistician.look("print");
  story.step("a report whose figures are those of the frozen set");
  await statistician.go(`/statistics/submissions?${UNIT}&${month}`);
  await statistician.fill({ explanation: "Đã đối chiếu từng hồ sơ, sổ giấy" });
  const { moved, said } = await statistician.send();
  assert.ok(moved, said);
  // Counted in the background: the page becomes that of the set.
  await page.getByText("Đã chốt, chờ người lập biểu ký").first().waitFor({ timeout: 60_000 });
  await statistician.look("set");
  // The menu has a link of the same name: the one of the set brings the set along.
  await statistician.leads(() => page.locator('a[href*="/statistics/reports?set="]').click());
  await statistician.look("reports");
  await page.locator('[name="wording"]').selectOption("bao-cao-ky");
  await statistician.record();
  await statistician.sees("I. GIẢI QUYẾT NGUỒN TIN VỀ TỘI PHẠM");
  await statistician.look("report");
  const report = statistician.path();
  await statistician.leads(() => page.getByRole("link", { name: "Sửa đoạn 3" }).click());
  await page.locator('[name="field"]').selectOption("bieu-01 51");
  await statistician.leads(() => page.getByRole("button", { name: "Chèn vào cuối đoạn" }).click());
  assert.match(await page.locator('[name="words"]').inputValue(), /\{bieu-01 51\}$/);
  await statistician.look("paragraph");
  await statistician.leads(() => page.getByRole("button", { name: "Lưu đoạn" }).click());
  await statistician.sees("Đã lưu đoạn.");
  for (const [kind, begins] of [["pdf", "%PDF-"], ["docx", "PK"]]) {
    const paper = await page.request.get(new URL(`${report}/${kind}`, page.url()).href);
    assert.equal((await paper.body()).subarray(0, begins.length).toString(), begins);
    await writeFile(join(RESULTS, "screens", story.name, `report.${kind}`), await paper.body());
  }
  story.step("figures as pictures; the provinces as tiles");
  await statistician.go(`/statistics/bieu-02/charts?row=3&${UNIT}&${YEAR}`);
  await statistician.look("charts");
  const nation = await story.as("statisticianTc");
  await nation.go(`/statistics/bieu-02/charts?row=3&unit=TC&tree=1&${YEAR}`);
  const tile = nation.page.locator("svg a", { hasText: "Sơn La" }).first();
  await tile.focus();
  await nation.look("map");
  await nation.leads(() => nation.page.keyboard.press("Enter"));
  await nation.sees("Vụ án mới khởi tố");
  story.step("a template of the sector: what is wrong stands at its field");
  await nation.go("/statistics/templates");
  await nation.look("templates");
  await nation.leads(() => nation.page.locator('a.row-title[href$="/bao-cao-ky"]').click());
  await nation.look("template");
  await nation.page.locator('#template [name="text"]').fill("{don-vi} báo cáo ({ky}):\nMới nhận {bieu-01 999} nguồn tin.");
  await nation.page.locator('#template [name="reason"]').fill("Công văn 12/VKSTC");
  await nation.leads(() => nation.page.getByRole("button", { name: "Ghi thành phiên bản mới" }).click());
  await nation.sees(/Đoạn 2: Trường \{bieu-01 999\}/);
  await nation.look("template-refused");
}

export default [
  { name: "statistics", tell: statistics },
  { name: "statistics-entered", tell: entered },
  { name: "statistics-output", tell: output },
];
