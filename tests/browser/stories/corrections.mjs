// A misread word put right once, like places proposed, doubt after doubt by key; statements lined up, two held against each other.
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

/** The statements of the sample case: the victim on two pages, the accused on three, their confrontation on two. */
async function file(folder) {
  const path = join(folder, "loi-khai.pdf");
  await run("qpdf", [join(ROOT, "samples/case-a/born-digital.pdf"), "--pages", ".", "23-24,30-34", "--", path]);
  return path;
}

async function opened(visitor, id, query = "") {
  await visitor.go(`/casefile/matters/${id}${query}`);
  await visitor.page.locator(".viewer .sheet img:not(.is-coming)").first().waitFor();
}

/** Asks an address of the program as the viewer does. */
const asked = (visitor, method, url, body) =>
  visitor.page.evaluate(
    async ([method, url, body]) => {
      const headers = { accept: "application/json", "x-csrf-token": document.querySelector('meta[name="csrf"]').content };
      const isForm = typeof body === "string";
      const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
      const answer = await fetch(url, { method, headers: body === undefined ? headers : { ...headers, "content-type": type }, ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }) });
      if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    [method, url, body],
  );

const saved = (visitor) => visitor.page.locator(".viewer-told", { hasText: "Đã lưu" }).waitFor();

async function onThePicture(story, visitor, id, pages) {
  story.step("S, a press on a word of the picture, type, Enter: it is kept, and found at once");
  const { page } = visitor;
  await opened(visitor, id);
  await page.locator(".stage").focus();
  await page.keyboard.press("s");
  await page.locator(".word-panel .word").first().waitFor();
  const { words } = await asked(visitor, "GET", `/casefile/pages/${pages[0].id}/words`);
  const word = words.find((one) => one.text.startsWith("tịch:"));
  const sheet = await page.locator(".viewer .sheet").first().boundingBox();
  const [x0, y0, x1, y1] = word.rect;
  await page.mouse.click(sheet.x + (((x0 + x1) / 2) * sheet.width) / pages[0].w, sheet.y + (((y0 + y1) / 2) * sheet.height) / pages[0].h);
  await page.locator(".word-card #word-typed:focus").waitFor();
  assert.equal(await page.locator("#word-typed").inputValue(), word.text);
  await visitor.look("word-card");
  await page.keyboard.type("tich:");
  await page.keyboard.press("Enter");
  await saved(visitor);
  await page.locator(".word-versions li").first().waitFor();
  await page.locator(".viewer-told .btn-primary", { hasText: "chỗ giống thế này" }).waitFor();
  await visitor.look("word-kept");
}

async function likes(story, visitor) {
  story.step("the same misreading elsewhere is proposed with its picture; one is taken, nothing by itself");
  const { page } = visitor;
  await page.locator(".viewer-told .btn-primary", { hasText: "chỗ giống thế này" }).click();
  await page.locator(".likes-list .crop img").first().waitFor();
  await visitor.look("likes");
  await page.locator(".likes-list li").first().getByRole("button", { name: "Thành “tich:”" }).click();
  await visitor.sees("Đã sửa 1 chỗ.");
  await visitor.sees("Không còn chỗ nào giống thế trong hồ sơ này.");
  await page.getByRole("button", { name: "Tìm cả trong hồ sơ khác" }).click();
  await page.getByText(/trong hồ sơ khác của đơn vị/).first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
}

async function foundAndUndone(story, visitor, id) {
  story.step("search finds the word as typed; a version is taken back from the text panel");
  const { page } = visitor;
  await opened(visitor, id);
  await page.locator(".stage").focus();
  await page.keyboard.press("/");
  await page.locator('.panel input[type="search"]').fill("Quốc tich");
  await page.locator(".panel .hit").first().waitFor();
  await page.keyboard.press("Escape");
  await turnTo(visitor, 1);
  await page.locator(".stage").focus();
  await page.keyboard.press("s");
  await page.getByRole("button", { name: "Hoàn tác “tich:”" }).click();
  await visitor.sees("Đã hoàn tác.");
  await page.locator(".word-versions", { hasText: "đã hoàn tác" }).waitFor();
  await page.locator(".word-panel .word", { hasText: "tịch:" }).first().waitFor();
}

async function queue(story, visitor, id) {
  story.step("what waits for a person is listed; what was corrected stands below");
  const { page } = visitor;
  await visitor.go(`/casefile/matters/${id}/words`);
  await visitor.sees("Các lần sửa gần đây");
  await visitor.look("listing");
  await opened(visitor, id, "?words=next");
  await visitor.sees(/Không còn chữ nào cần người xem|cần người xem, còn|Còn \d+ trang cần người xem/);
  await page.keyboard.press("Escape");
}

async function statements(story, visitor, id) {
  story.step("statements stand by person and in time; whose they are is confirmed; two are chosen");
  const { page } = visitor;
  const listed = [
    [1, 2, "Biên bản ghi lời khai bị hại Phạm Bích Ngân"],
    [3, 5, "Biên bản hỏi cung bị can Thái Doãn Lâm (lần 1)"],
    [6, 7, "Biên bản đối chất giữa Phạm Bích Ngân và Thái Doãn Lâm"],
  ];
  for (const [first, last, title] of listed) await asked(visitor, "POST", `/casefile/matters/${id}/documents`, { first, last, title, kind: "bien_ban" });
  await visitor.go(`/casefile/matters/${id}/statements`);
  assert.equal(await page.locator(".speaker").count(), 2);
  await visitor.look("statements");
  const first = page.locator(".said-line li", { hasText: "Biên bản ghi lời khai bị hại" });
  await first.locator("summary").click();
  await visitor.leads(() => first.getByRole("button", { name: "Ghi người khai" }).click());
  await visitor.sees("Đã ghi người khai.");
  await page.locator(".said-line li", { hasText: "Biên bản ghi lời khai bị hại" }).locator('input[name="left"]').check();
  await page.locator(".said-line li", { hasText: "Biên bản hỏi cung bị can" }).locator('input[name="right"]').check();
  await visitor.press("So sánh");
  await page.locator(".contrast", { hasText: "22.000.000 đồng" }).filter({ hasText: "13.500.000 đồng" }).waitFor();
  await page.locator(".contrast", { hasText: "08 giờ 40 phút" }).filter({ hasText: "14 giờ 15 phút" }).waitFor();
  await visitor.look("comparison");
}

async function contradictions(story, visitor, id) {
  story.step("one is accepted with a note, one dismissed with its reason; the table is printed and taken into Word");
  const { page } = visitor;
  const money = page.locator(".contrast", { hasText: "13.500.000 đồng" });
  await money.locator('input[name="note"]').fill("Hỏi lại tại phiên tòa, xem BL 21");
  await page.locator(".field-cites .bl-link", { hasText: "BL 21" }).waitFor();
  await visitor.leads(() => money.getByRole("button", { name: "Ghi nhận mâu thuẫn" }).click());
  await visitor.sees("Đã ghi nhận mâu thuẫn cùng bút lục của hai bên.");
  const time = page.locator(".contrast", { hasText: "14 giờ 15 phút" }).first();
  await visitor.leads(() => time.getByRole("button", { name: "Bỏ qua" }).click());
  await visitor.sees("Hãy ghi vì sao bỏ qua");
  const again = page.locator(".contrast", { hasText: "14 giờ 15 phút" }).first();
  await again.locator('input[name="note"]').fill("Đã thống nhất khi đối chất");
  await visitor.leads(() => again.getByRole("button", { name: "Bỏ qua" }).click());
  await visitor.sees("lý do được giữ lại");
  await visitor.look("decided");
  await visitor.go(`/casefile/matters/${id}/contradictions`);
  assert.equal(await page.locator("tbody tr").count(), 1);
  // "BL 21" of the note is a link with a preview, as everywhere on the pages of a matter.
  const cited = page.locator("td .bl-link", { hasText: "BL 21" }).last();
  await cited.hover();
  await page.locator(".preview img").waitFor();
  await visitor.look("contradictions");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Xuất Word" }).click()]);
  const document = parts(await readFile(await download.path())).get("word/document.xml").toString();
  assert.match(document, /BẢNG MÂU THUẪN TRONG LỜI KHAI/);
  assert.match(document, /13\.500\.000 đồng/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".print-title").isVisible(), true);
  await page.emulateMedia({ media: "screen" });
  await visitor.leads(() => page.locator("tbody .bl-link").first().click());
  await page.locator(".mark-source").first().waitFor({ state: "attached" });
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const address = await registerReport(prosecutor, { effective: "09/08/2026 15:00", summary: "Đe dọa đăng ảnh để đòi tiền.", people: "Thái Doãn Lâm" });
  const id = address.split("/").pop();
  await prosecutor.go(`/casefile/matters/${id}`);
  await upload(prosecutor, await file(story.office.server.folder));
  await prosecutor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  const { pages } = await untilRead(prosecutor, id, 7);
  await asked(prosecutor, "POST", `/casefile/pages/${pages[0].id}/bl`, "bl=21");
  await onThePicture(story, prosecutor, id, pages);
  await likes(story, prosecutor);
  await foundAndUndone(story, prosecutor, id);
  await queue(story, prosecutor, id);
  await statements(story, prosecutor, id);
  await contradictions(story, prosecutor, id);
};

export default [{ name: "corrections", tell }];
