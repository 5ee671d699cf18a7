// A clerk brings in the sheet the office kept: head, columns, check, writing, once more, and the leader takes it back.
import assert from "node:assert/strict";
import { writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { RESULTS } from "../harness/server.mjs";

const SHEET = `VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3;;;;;;;;
SỔ THEO DÕI NGUỒN TIN NĂM 2026;;;;;;;;
STT;Số thụ lý;Ngày tiếp nhận;Loại nguồn tin;Người tố giác;Nội dung;KSV thụ lý;Kết quả giải quyết;Số QĐ
1;901;01/07/2026;Tố giác;Quàng Thị Nhập;Bị trộm xe máy tại bản Mòng;Lò Văn Kiểm;Đang xác minh;
2;902;02/07/26;TB;NguyÔn V¨n An;MÊt tr©u;;;
3;903;31/02/2026;TG;Lê Văn Sai;Đánh nhau;;;
4;904;03/07/2026;Đơn lạ;Cà Văn Lạ;=HYPERLINK("x");;;
Tổng cộng: 4 tin;;;;;;;;
`;

async function bring(visitor, file) {
  await visitor.go("/exchange/imports");
  await visitor.page.locator("select[name=kind]").selectOption("reports");
  await visitor.page.locator("input[type=file]").setInputFiles(file);
  await Promise.all([visitor.page.waitForURL("**/sheet"), visitor.page.getByRole("button", { name: "Tải lên và xem thử" }).click()]);
}

async function imports(story) {
  const folder = join(RESULTS, "files");
  await mkdir(folder, { recursive: true });
  const file = join(folder, "so-nguon-tin.csv");
  await writeFile(file, SHEET);
  const clerk = await story.as("otherClerk");
  const { page } = clerk;
  story.step("the clerk hands the sheet in and sees where its head stands");
  await clerk.go("/exchange/imports");
  await clerk.look("imports");
  await bring(clerk, file);
  await clerk.look("import-sheet");
  story.step("the columns are guessed");
  await Promise.all([page.waitForURL("**/mapping"), page.getByRole("button", { name: "Tiếp tục: ghép cột" }).click()]);
  assert.equal(await page.locator("select[name=c1]").inputValue(), "docket");
  assert.equal(await page.locator("select[name=c2]").inputValue(), "received_on");
  await clerk.look("import-mapping");
  story.step("the check writes nothing and says what is wrong");
  await page.getByRole("button", { name: "Kiểm tra thử, chưa ghi" }).click();
  await page.getByRole("heading", { name: "Đã kiểm tra, chưa ghi" }).waitFor();
  await clerk.sees("Không có ngày 31/2/2026.");
  await clerk.look("import-checked");
  const list = await page.request.get(`${page.url()}/faults`);
  assert.equal((await list.body()).subarray(0, 2).toString(), "PK");
  story.step("what is good is written");
  const warnings = page.locator("input[name=warnings]");
  if ((await warnings.count()) > 0) await warnings.check();
  await page.getByRole("button", { name: "Ghi vào hồ sơ" }).click();
  await page.getByRole("heading", { name: "Đã ghi", exact: true }).waitFor();
  await clerk.look("import-written");
  const address = clerk.path();
  await clerk.go("/criminal/reports?q=quang+thi+nhap");
  story.step("the same sheet again creates nothing twice");
  await bring(clerk, file);
  await Promise.all([page.waitForURL("**/mapping"), page.getByRole("button", { name: "Tiếp tục: ghép cột" }).click()]);
  await page.getByRole("button", { name: "Kiểm tra thử, chưa ghi" }).click();
  await page.getByRole("heading", { name: "Đã kiểm tra, chưa ghi" }).waitFor();
  await clerk.sees("Đã nhập trước đây, không ghi lại.");
  story.step("a leader takes the import back, with a reason");
  const chief = await story.as("chief");
  await chief.go(address);
  await chief.page.locator("#f-reason").fill("Nhập nhầm tệp của đơn vị khác");
  await chief.page.getByRole("button", { name: "Hoàn tác" }).click();
  await chief.page.getByRole("heading", { name: "Đã hoàn tác" }).waitFor();
  await chief.look("import-undone");
}

export default [{ name: "import", tell: imports }];
