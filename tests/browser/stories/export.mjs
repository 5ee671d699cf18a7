// What leaves a case file: a PDF/A copy, a package for counsel, a name hidden, a hold, a package for the archive.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { untilRead, upload } from "../harness/casefile.mjs";
import { registerReport } from "../harness/matters.mjs";
import { ROOT } from "../harness/server.mjs";

const run = promisify(execFile);

/** Three pages with letters in them, so that they are read at once. */
async function file(folder) {
  const path = join(folder, "xuat-ho-so.pdf");
  await run("qpdf", [join(ROOT, "samples/case-a/born-digital.pdf"), "--pages", ".", "1-3", "--", path]);
  return path;
}

const FORM = ".archive-form";

/** Waits for the link by which a copy is taken, and takes it. */
async function taken(visitor, label, address) {
  const { page } = visitor;
  const link = page.getByRole("link", { name: label, exact: true }).first();
  for (let tries = 0; tries < 60 && (await link.count()) === 0; tries += 1) {
    await page.waitForTimeout(500);
    await visitor.go(address);
  }
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return download.path();
}

async function copied(story, visitor, home) {
  story.step("the whole file as PDF/A, with contents, bookmarks and words that are found");
  const { page } = visitor;
  await visitor.go(home);
  await visitor.look("choose-part");
  await visitor.leads(() => page.getByRole("button", { name: "Lập bản sao" }).click());
  const path = await taken(visitor, "Tải về", home);
  await visitor.look("copied");
  const { stdout: verdict } = await run(join(ROOT, "scripts/preflight"), [path]);
  assert.match(verdict, /is a valid PDF\/A-1b file/);
  const { stdout: about } = await run("pdfinfo", [path]);
  assert.match(about, /Pages:\s+4/);
  const { stdout: words } = await run("pdftotext", [path, "-"]);
  assert.match(words, /MỤC LỤC TÀI LIỆU/);
}

async function given(story, visitor, home, folder) {
  story.step("a package for counsel: locked, marked, its key shown and the look written down; then withdrawn");
  const { page } = visitor;
  await visitor.go(`${home}/shares`);
  await visitor.fill({ recipient: "Luật sư Vì Thị Hoa", purpose: "BLTTHS Đ.82, đơn ngày 20/11/2026", ends_on: "31/12/2026" }, FORM);
  await visitor.look("new-package");
  await visitor.leads(() => page.getByRole("button", { name: "Lập gói giao" }).click());
  const here = new URL(page.url()).pathname;
  const path = await taken(visitor, "Tải gói", here);
  const zip = join(folder, "goi.zip");
  await writeFile(zip, await readFile(path));
  await visitor.leads(() => page.getByRole("button", { name: "Xem mã mở gói" }).click());
  const key = (await page.locator(".share-key-words").textContent()).trim();
  await visitor.look("key");
  const { stdout } = await run("7z", ["t", `-p${key}`, zip]);
  assert.match(stdout, /Everything is Ok/);
  await visitor.go(here);
  await visitor.sees("Xem mã mở gói");
  assert.equal(await page.locator("table tbody tr").count(), 2, "the taking and the look at the key are in the log");
  await visitor.fill({ why: "Giao nhầm người nhận" }, FORM);
  await visitor.leads(() => page.getByRole("button", { name: "Thu hồi", exact: true }).click());
  await visitor.sees("Đã thu hồi");
  assert.equal(await page.getByRole("link", { name: "Tải gói" }).count(), 0);
  await visitor.look("withdrawn");
}

async function hidden(story, visitor, home) {
  story.step("numbers are proposed, a box is drawn, the copy holds neither");
  const { page } = visitor;
  await visitor.go(`${home}/redactions`);
  await visitor.fill({ title: "Bản gửi báo chí" }, FORM);
  await visitor.leads(() => page.getByRole("button", { name: "Chọn chỗ che" }).click());
  const here = new URL(page.url()).pathname;
  await visitor.look("editor");
  const sheet = await page.locator(".redact-sheet").boundingBox();
  await page.mouse.move(sheet.x + sheet.width * 0.2, sheet.y + 120);
  await page.mouse.down();
  await page.mouse.move(sheet.x + sheet.width * 0.7, sheet.y + 170, { steps: 5 });
  await Promise.all([page.waitForEvent("load"), page.mouse.up()]);
  await page.locator("rect.redact-box").first().waitFor({ state: "attached" });
  await visitor.sees("Đã chọn che (1)");
  await page.locator("#redact-name").fill("Thái Doãn Lâm");
  await visitor.leads(() => page.getByRole("button", { name: "Tìm", exact: true }).click());
  const places = await page.locator('input[name="place"]').count();
  await visitor.look("proposed");
  assert.ok(places > 0, "the name is found");
  await visitor.leads(() => page.getByRole("button", { name: "Che các chỗ đã chọn" }).click());
  await visitor.sees(`Đã chọn che (${places + 1})`);
  await visitor.look("hidden");
  await visitor.leads(() => page.getByRole("button", { name: "Lập bản sao đã che" }).click());
  const path = await taken(visitor, "Tải về", here);
  const { stdout: words } = await run("pdftotext", [path, "-"]);
  assert.doesNotMatch(words.normalize("NFC"), /Thái\s+Doãn\s+Lâm/);
  await run("qpdf", ["--check", path]);
}

async function kept(story, id, home) {
  story.step("the chief sets how long the file is kept, holds it, packs it, and has the package checked");
  const chief = await story.as("chief");
  const { page } = chief;
  await chief.go(`${home}/retention`);
  await chief.look("retention");
  await chief.fill({ kind: "co_thoi_han", years: "20", start_on: "20/05/2026", basis: "Văn bản của đơn vị (cần kiểm tra)" }, FORM);
  await chief.leads(() => page.getByRole("button", { name: "Ghi thời hạn" }).click());
  await chief.sees("31/12/2046");
  await chief.fill({ reason: "Yêu cầu của cấp phúc thẩm" }, FORM);
  await chief.leads(() => page.getByRole("button", { name: "Đặt lệnh giữ" }).click());
  await chief.sees("không được tiêu hủy");
  await chief.leads(() => page.getByRole("button", { name: "Lập gói nộp lưu" }).click());
  const path = await taken(chief, "Tải về", `${home}/retention`);
  await chief.look("kept");
  await chief.go("/archive/package-check");
  await page.setInputFiles("#package-file", { name: "goi.zip", mimeType: "application/zip", buffer: await readFile(path) });
  await chief.leads(() => page.getByRole("button", { name: "Kiểm tra" }).click());
  await chief.sees("Gói nguyên vẹn");
  await chief.look("checked");
  await chief.go(`${home}/handover`);
  await chief.look("handover");
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const address = await registerReport(prosecutor, { effective: "09/08/2026 15:00", summary: "Đe dọa đăng ảnh để đòi tiền.", people: "Lù Văn Xuất" });
  const id = address.split("/").pop();
  const home = `/archive/matters/${id}`;
  await prosecutor.go(home);
  await prosecutor.look("no-pages");
  await prosecutor.go(`/casefile/matters/${id}`);
  await upload(prosecutor, await file(story.office.server.folder));
  await prosecutor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  await untilRead(prosecutor, id, 3);
  await prosecutor.page.evaluate(
    async ([url, body]) => {
      const token = document.querySelector('meta[name="csrf"]').content;
      await fetch(url, { method: "POST", headers: { "content-type": "application/json", "x-csrf-token": token }, body });
    },
    [`/casefile/matters/${id}/documents`, JSON.stringify({ first: 1, last: 3, title: "Biên bản tiếp nhận nguồn tin về tội phạm", kind: "bien_ban" })],
  );
  await copied(story, prosecutor, home);
  await given(story, prosecutor, home, story.office.server.folder);
  await hidden(story, prosecutor, home);
  await kept(story, id, home);
};

export default [{ name: "export", tell }];
