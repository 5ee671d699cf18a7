// Words lit on the page, notes that stay one's own until shared, and the table of excerpts made of them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { turnTo, untilRead, upload } from "../harness/casefile.mjs";
import { parts } from "../harness/docx.mjs";
import { registerReport } from "../harness/matters.mjs";
import { ROOT } from "../harness/server.mjs";

const run = promisify(execFile);

/** Three pages with letters in them, so that they are read at once. */
async function file(folder) {
  const path = join(folder, "loi-khai.pdf");
  await run("qpdf", [join(ROOT, "samples/case-a/born-digital.pdf"), "--pages", ".", "4-6", "--", path]);
  return path;
}

async function opened(visitor, id) {
  await visitor.go(`/casefile/matters/${id}`);
  await visitor.page.locator(".viewer .sheet img:not(.is-coming)").first().waitFor();
}

/** Waits until the note is told as kept. */
const kept = (visitor) => visitor.page.locator(".bubble-saved", { hasText: "Đã lưu" }).waitFor();

async function byKeyboard(story, visitor) {
  story.step("M, arrows and Enter mark two lines; the note is kept as it is typed");
  const { page } = visitor;
  await page.locator(".stage").focus();
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowDown");
  await visitor.sees(/^Dòng 1\//);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await visitor.sees(/^2 dòng, đến dòng 3/);
  await visitor.look("lines-chosen");
  await page.keyboard.press("Enter");
  await page.locator(".bubble textarea.bubble-note:focus").waitFor();
  await page.keyboard.type("Trái với BL 2, cần hỏi lại");
  await kept(visitor);
  await page.locator(".bubble-cites .bl-link", { hasText: "BL 2" }).waitFor();
  await page.locator(".bubble-kinds label", { hasText: "Cần làm rõ" }).click();
  await visitor.look("note");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.className), "lit-sign", "the cursor goes back to the mark");
  await page.keyboard.press("Enter");
  await page.locator(".bubble:not(.word-card)").waitFor();
  assert.equal(await page.locator("textarea.bubble-note").inputValue(), "Trái với BL 2, cần hỏi lại");
  await page.keyboard.press("Escape");
}

/** Drags a box over a part of the page, given as fractions. */
async function drag(page, [x0, y0, x1, y1]) {
  const sheet = await page.locator(".viewer .sheet").first().boundingBox();
  const at = (x, y) => [sheet.x + x * sheet.width, sheet.y + y * sheet.height];
  await page.mouse.move(...at(x0, y0));
  await page.mouse.down();
  await page.mouse.move(...at((x0 + x1) / 2, (y0 + y1) / 2), { steps: 4 });
  await page.mouse.move(...at(x1, y1), { steps: 4 });
  await page.mouse.up();
}

async function byMouse(story, visitor) {
  story.step("a box by the mouse on the next page, shared; taken off and brought back");
  const { page } = visitor;
  await turnTo(visitor, 2);
  await page.getByRole("button", { name: "Đánh dấu, ghi chú" }).click();
  await drag(page, [0.1, 0.25, 0.9, 0.34]);
  await page.locator(".bubble:not(.word-card)").waitFor();
  await page.locator(".bubble-kinds label", { hasText: "Buộc tội" }).click();
  await page.getByRole("button", { name: "Chia sẻ", exact: true }).click();
  await page.locator(".bubble-who", { hasText: "Đang chia sẻ" }).waitFor();
  await visitor.look("shared");
  await page.getByRole("button", { name: "Xóa", exact: true }).click();
  await page.locator(".lit-sign").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.locator(".lit-sign").waitFor();
}

async function offline(story, visitor) {
  story.step("what is typed while the network is away is kept, and goes when it is back");
  const { page } = visitor;
  await page.locator(".lit-sign").click();
  await visitor.away(async () => {
    await page.locator("textarea.bubble-note").fill("Lời khai này đã được đối chất");
    await page.locator(".bubble-saved.is-late").waitFor();
  });
  await kept(visitor);
  await page.keyboard.press("Escape");
}

async function panel(story, visitor) {
  story.step("the panel lists the marks in the order of pages and leads to them");
  const { page } = visitor;
  await page.locator(".stage").focus();
  await page.keyboard.press("t");
  await page.locator(".panel .hit").nth(1).waitFor();
  const places = await page.locator(".panel .hit-place").allTextContents();
  assert.equal(places.length, 2);
  assert.match(places[0], /Cần làm rõ/);
  assert.match(places[1], /Buộc tội/);
  await visitor.look("panel");
  await page.locator(".panel .hit").first().click();
  await page.locator(".mark-source").first().waitFor({ state: "attached" });
  assert.equal(await page.locator(".bar-place").inputValue(), "1");
  await page.locator('.panel select[aria-label="Ý nghĩa"]').selectOption("buoc_toi");
  await visitor.sees("1 đoạn");
  assert.equal(await page.locator(".strip-signs").count(), 2, "the strip shows which pages bear marks");
  await page.keyboard.press("Escape");
}

async function colleague(story, id) {
  story.step("the chief sees what is shared, and nothing of the rest");
  const chief = await story.as("chief");
  await opened(chief, id);
  await turnTo(chief, 2);
  await chief.page.locator(".lit-sign").click();
  assert.equal(await chief.page.locator(".bubble textarea").count(), 0, "another's mark is read, not changed");
  await chief.look("of-a-colleague");
  await chief.page.keyboard.press("Escape");
  await turnTo(chief, 1);
  assert.equal(await chief.page.locator(".lit-sign").count(), 0);
  await chief.go(`/casefile/matters/${id}/excerpts`);
  assert.equal(await chief.page.locator("tbody tr").count(), 1);
  await chief.go(`/casefile/matters/${id}/excerpts?q=${encodeURIComponent("cần hỏi lại")}`);
  await chief.sees("Không có dòng nào phù hợp");
}

async function table(story, visitor, id) {
  story.step("the table of excerpts: sorted, searched, mended, printed, taken into Word");
  const { page } = visitor;
  await visitor.go(`/casefile/matters/${id}/excerpts`);
  assert.equal(await page.locator("tbody tr").count(), 2);
  await visitor.look("excerpts");
  const first = page.locator("tbody tr").first();
  await first.locator(".excerpt-mend summary").click();
  await first.locator("textarea").fill("Lời trích đã đối chiếu với trang");
  await visitor.leads(() => first.getByRole("button", { name: "Ghi lời trích" }).click());
  await visitor.sees("Đã ghi lời trích. Chữ máy đọc vẫn được giữ.");
  await visitor.sees("(đã sửa bằng tay)");
  await visitor.look("excerpt-mended");
  await page.locator("#excerpt-sort").selectOption("kind");
  await visitor.leads(() => page.getByRole("button", { name: "Lọc" }).click());
  assert.match(await page.locator("tbody tr").first().textContent(), /Buộc tội/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Xuất Word" }).click()]);
  const document = parts(await readFile(await download.path())).get("word/document.xml").toString();
  assert.match(document, /BẢNG TRÍCH CỨU HỒ SƠ/);
  assert.match(document, /Lời trích đã đối chiếu với trang/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".excerpt-filter").isVisible(), false);
  assert.equal(await page.locator(".print-title").isVisible(), true);
  await page.emulateMedia({ media: "screen" });
  await visitor.leads(() => page.locator("tbody .bl-link").first().click());
  await page.locator(".mark-source").first().waitFor({ state: "attached" });
}

async function completeness(story, visitor, id) {
  story.step("two pages become a document; what the file still lacks is told, and the document is compared with its paper");
  const { page } = visitor;
  await opened(visitor, id);
  await turnTo(visitor, 1);
  await page.locator(".stage").focus();
  await page.keyboard.press("[");
  await turnTo(visitor, 2);
  await page.locator(".stage").focus();
  await page.keyboard.press("]");
  await page.locator("#mark-title").fill("Biên bản ghi lời khai");
  await page.locator("#mark-kind").selectOption("bien_ban_loi_khai");
  await page.getByRole("button", { name: "Đánh dấu", exact: true }).click();
  await page.locator(".marked .hit", { hasText: "Biên bản ghi lời khai" }).waitFor();
  await visitor.go(`/casefile/matters/${id}`);
  await visitor.press("Đầy đủ");
  await visitor.sees("Trang chưa thuộc tài liệu nào của mục lục: 3.");
  await visitor.press("Đã đối chiếu");
  await visitor.sees("Đã ghi: tài liệu đã đối chiếu với bản giấy.");
  await visitor.sees("2 trên 3 trang đủ cả năm điều (66%)");
  await visitor.look("completeness");
  await visitor.press("Bỏ đối chiếu");
  await visitor.sees("0 trên 3 trang đủ cả năm điều (0%)");
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const address = await registerReport(prosecutor, { effective: "09/08/2026 15:00", summary: "Đe dọa đăng ảnh để đòi tiền.", people: "Lù Văn Trích" });
  const id = address.split("/").pop();
  await prosecutor.go(`/casefile/matters/${id}/excerpts`);
  await prosecutor.look("no-excerpts");
  await prosecutor.go(`/casefile/matters/${id}`);
  await upload(prosecutor, await file(story.office.server.folder));
  await prosecutor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  await untilRead(prosecutor, id, 3);
  await opened(prosecutor, id);
  await byKeyboard(story, prosecutor);
  await byMouse(story, prosecutor);
  await offline(story, prosecutor);
  await panel(story, prosecutor);
  await colleague(story, id);
  await table(story, prosecutor, id);
  await completeness(story, prosecutor, id);
};

export default [{ name: "marks", tell }];
