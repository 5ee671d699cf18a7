// The sheet of the investigating agency is set beside our facts: three planted differences, settled, and the minutes opened.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RESULTS } from "../harness/server.mjs";

const PERIOD = { from: "01/03/2026", to: "31/03/2026" };
/** What our own book holds: one case, four accused, charged on 3 March and approved on 5 March. */
const OURS = `Số QĐ khởi tố vụ án;Ngày khởi tố vụ án;Tội danh;Họ tên bị can;Ngày sinh;Giới tính;Số QĐ khởi tố bị can;Ngày khởi tố bị can;Số phê chuẩn khởi tố bị can;Ngày phê chuẩn khởi tố bị can
701/QĐ-CSĐT;02/03/2026;173.1;Lò Văn Chiếu;01/01/1990;Nam;711/QĐ-CSĐT;03/03/2026;;05/03/2026
702/QĐ-CSĐT;02/03/2026;173.1;Cà Văn Đối;02/01/1991;Nam;712/QĐ-CSĐT;03/03/2026;;05/03/2026
703/QĐ-CSĐT;02/03/2026;173.1;Quàng Thị Soát;03/01/1992;Nữ;713/QĐ-CSĐT;03/03/2026;;05/03/2026
`;
/** Theirs: the second under another article, the fourth is not ours, the third of ours is missing. */
const THEIRS = `CƠ QUAN CẢNH SÁT ĐIỀU TRA;;;;
STT;Số QĐ khởi tố bị can;Ngày khởi tố bị can;Họ tên bị can;Điều luật
1;711/QĐ-CSĐT;03/03/2026;LO VAN CHIEU;173.1
2;712/QĐ-CSĐT;03/03/2026;Cà Văn Đối;174.1
3;799/QĐ-CSĐT;20/03/2026;Vì Văn Lạ;173.1
`;

async function bringOurs(story, folder) {
  const file = join(folder, "so-vu-an.csv");
  await writeFile(file, OURS);
  const chief = await story.as("chief");
  const { page } = chief;
  await chief.go("/exchange/imports");
  await page.locator("select[name=kind]").selectOption("cases");
  await page.locator("input[type=file]").setInputFiles(file);
  await Promise.all([page.waitForURL("**/sheet"), page.getByRole("button", { name: "Tải lên và xem thử" }).click()]);
  await Promise.all([page.waitForURL("**/mapping"), page.getByRole("button", { name: "Tiếp tục: ghép cột" }).click()]);
  await page.getByRole("button", { name: "Kiểm tra thử, chưa ghi" }).click();
  await page.getByRole("heading", { name: "Đã kiểm tra, chưa ghi" }).waitFor();
  const warnings = page.locator("input[name=warnings]");
  if ((await warnings.count()) > 0) await warnings.check();
  await page.getByRole("button", { name: "Ghi vào hồ sơ" }).click();
  await page.getByRole("heading", { name: "Đã ghi", exact: true }).waitFor();
  const address = await page.locator('#lines a[href^="/criminal/matters/"]').first().getAttribute("href");
  return { chief, address };
}

/** One accused is tried: the acts of the court, recorded on their pages. */
async function tried(chief, address) {
  await chief.go(address);
  const person = await chief.page.locator(".person-box a[href*='subject=']").first().getAttribute("href");
  const subject = new URL(person, chief.page.url()).searchParams.get("subject");
  const record = async (act, values) => {
    await chief.go(`${address}/record/${act}${values.subject ? `?subject=${subject}` : ""}`);
    const { subject: _, ...rest } = values;
    await chief.fill(rest);
    await chief.record();
  };
  const court = "Tòa án nhân dân khu vực 3";
  await record("investigation.concluded", { effective: "04/05/2026", number: "31/KL-CSĐT", proposal: "truy_to" });
  await record("vks.case_file_received", { effective: "06/05/2026" });
  await record("case.indicted", { effective: "20/05/2026", charges: "173.1" });
  await record("case.sent_to_court", { effective: "21/05/2026", court });
  await record("court.docketed", { effective: "25/05/2026" });
  await record("trial.decision", { effective: "15/06/2026", number: "21/2026/QĐXX", issuer: court });
  await record("trial.opened", { effective: "01/07/2026" });
  await record("judgment.pronounced", { effective: "01/07/2026", number: "41/2026/HS-ST", issuer: court });
  await record("sentence.recorded", { subject: true, effective: "01/07/2026", charges: "173.1", main_penalty: "tu", sentence_months: 12 });
}

async function slips(story, chief, address) {
  story.step("the slip of a trial says what it lacks and opens the act that gives it");
  await tried(chief, address);
  await chief.go(`/statistics/slips?from=2026-07-01&to=2026-07-31`);
  await chief.sees("41/2026/HS-ST");
  await chief.look("slips");
  await chief.leads(() => chief.page.locator("#slips a.row-title").first().click());
  await chief.look("slip");
  await chief.leads(() => chief.page.getByRole("link", { name: "Bổ sung “Lý lịch”" }).first().click());
  assert.match(chief.path(), /\/record\/party\.described$/);
}

async function comparison(story) {
  const folder = join(RESULTS, "files");
  await mkdir(folder, { recursive: true });
  story.step("our own book is brought in");
  const { chief, address } = await bringOurs(story, folder);
  const file = join(folder, "co-quan-dieu-tra.csv");
  await writeFile(file, THEIRS);
  const statistician = await story.as("statistician");
  const { page } = statistician;
  story.step("the sheet of the investigating agency is read and its columns are guessed");
  const send = async () => {
    await statistician.go("/statistics/comparisons");
    await statistician.fill({ kind: "co-quan-dieu-tra", ...PERIOD });
    await page.locator("input[type=file]").setInputFiles(file);
    await statistician.press("Tải lên, ghép cột");
  };
  await statistician.go("/statistics/comparisons");
  await statistician.look("comparisons");
  await send();
  assert.equal(await page.locator("select[name=c1]").inputValue(), "number");
  assert.equal(await page.locator("select[name=c3]").inputValue(), "name");
  await statistician.look("mapping");
  story.step("a trial run writes nothing");
  await statistician.press("Kiểm tra thử");
  await statistician.sees("Đây là kiểm tra thử, chưa ghi gì.");
  await statistician.look("trial-run");
  await statistician.press("Đối chiếu");
  await statistician.look("compared");
  const here = statistician.path();
  story.step("the same file again leads to the same comparison");
  await send();
  assert.equal(statistician.path(), here);
  story.step("each difference gets its reason and the side that stands");
  await statistician.go(`${here}?show=left`);
  await statistician.leads(() => page.locator("#rows a.row-title").first().click());
  await statistician.look("row");
  for (const [stands, reason] of [["ours", "Cơ quan điều tra ghi nhầm điều luật"], ["theirs", "Viện kiểm sát chưa ghi quyết định"], ["ours", "Cơ quan điều tra tính vào tháng sau"]]) {
    await statistician.fill({ stands, reason });
    await statistician.press("Ghi lý do");
  }
  assert.equal(statistician.path(), here);
  story.step("closed, with minutes");
  await statistician.fill({ our_signer: "Tòng Văn Kê", our_title: "Kiểm sát viên", their_signer: "Lò Văn Công", their_title: "Phó Thủ trưởng" });
  await statistician.press("Chốt, lập biên bản");
  await statistician.sees("Đã chốt");
  await statistician.look("closed");
  for (const [as, mark] of [["", "%PDF-"], ["?as=docx", "PK"]]) {
    const paper = await page.request.get(new URL(`${here}/minutes${as}`, page.url()).href);
    const bytes = await paper.body();
    assert.equal(bytes.subarray(0, mark.length).toString(), mark);
    await writeFile(join(folder, as ? "bien-ban.docx" : "bien-ban.pdf"), bytes);
  }
  await slips(story, chief, address);
}

export default [{ name: "comparison", tell: comparison }];
