// Evidence is taken from the file, put to the points to prove by keyboard, weighed on both sides; one statement is withdrawn and everything that stands on it says so.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { untilRead, upload } from "../harness/casefile.mjs";
import { recordAct, registerReport } from "../harness/matters.mjs";
import { ROOT } from "../harness/server.mjs";

const run = promisify(execFile);
const POLICE = "Cơ quan CSĐT Công an tỉnh Sơn La";
const ACCUSED = "Thái Doãn Lâm";
const PAGES = 8;

/** Pages with letters in them, so that they are read at once. */
async function file(folder) {
  const path = join(folder, "ho-so-chung-cu.pdf");
  await run("qpdf", [join(ROOT, "samples/case-a/born-digital.pdf"), "--pages", ".", `4-${PAGES + 3}`, "--", path]);
  return path;
}

/** Asks as the islands do, from the visitor's own page. */
async function api(visitor, method, path, body) {
  return visitor.page.evaluate(
    async ([method, path, body]) => {
      const csrf = document.querySelector('meta[name="csrf"]').content;
      const isForm = body && body.form;
      const headers = { accept: "application/json", "x-csrf-token": csrf, "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json" };
      const answer = await fetch(path, { method, headers, body: isForm ? new URLSearchParams({ ...body.form, csrf }) : body && JSON.stringify(body) });
      return { status: answer.status, json: await answer.json().catch(() => null) };
    },
    [method, path, body],
  );
}

/** A case with one accused and a file of some documents, each with its leaves. */
async function caseOf(story, visitor) {
  const address = await registerReport(visitor, { effective: "20/07/2026 08:00", summary: "Đe dọa đăng ảnh để đòi tiền.", people: ACCUSED });
  await recordAct(visitor, address, "case.initiated", { effective: "27/07/2026", number: "481/QĐ-CSĐT", issuer: POLICE, charges: "170.1" });
  await recordAct(visitor, address, "accused.initiated", { effective: "30/07/2026", number: "483/QĐ-CSĐT", issuer: POLICE, charges: "170.1" }, { person: ACCUSED });
  const id = address.split("/").pop();
  await visitor.go(`/casefile/matters/${id}`);
  await upload(visitor, await file(story.office.server.folder));
  await visitor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  const view = await untilRead(visitor, id, PAGES);
  for (const page of view.pages) await api(visitor, "POST", `/casefile/pages/${page.id}/bl`, { form: { bl: String(page.no) } });
  const documents = `/casefile/matters/${id}/documents`;
  for (const [first, last, title, kind] of [
    [1, 2, `Biên bản hỏi cung bị can ${ACCUSED}`, "bien_ban_hoi_cung"],
    [3, 4, "Biên bản ghi lời khai người làm chứng", "bien_ban_loi_khai"],
    [5, 6, "Kết luận giám định", "giam_dinh"],
    [7, 7, "Biên bản thu giữ vật chứng", "bien_ban"],
  ])
    await api(visitor, "POST", documents, { first, last, title, kind, bl: "" });
  return { address, id };
}

async function taken(story, visitor, { address, id }) {
  story.step("the parts of a matter's evidence; pieces are ticked in the file, one is typed with a leaf that is not there and then with one that is");
  const { page } = visitor;
  await visitor.go(address);
  await visitor.press("Chứng cứ, sơ đồ", page.locator(".page-actions"));
  await visitor.look("home");
  await page.locator(".evidence-part", { hasText: "Từng chứng cứ" }).click();
  await visitor.sees("Vụ án chưa có chứng cứ nào được ghi.");
  await visitor.look("no-items");
  await visitor.go(`/evidence/matters/${id}/items/sources`);
  await visitor.look("sources");
  for (const words of ["hỏi cung", "người làm chứng", "giám định"]) await page.locator("label.picking-line", { hasText: words }).click();
  await visitor.press("Thêm các mục đã chọn");
  await visitor.sees("Đã thêm 3 chứng cứ.");
  await page.getByText("Gõ thêm một chứng cứ").click();
  const typed = async (bl) => {
    visitor.expects(422);
    await visitor.fill({ title: "Điện thoại thu giữ của bị can", bl, kind: "vat_chung" });
    await visitor.leads(() => page.getByRole("button", { name: "Thêm chứng cứ" }).click());
  };
  await typed("BL 7, 99");
  await visitor.sees("Hồ sơ số hóa chưa có bút lục 99.");
  assert.equal(await page.locator('[name="title"]').inputValue(), "Điện thoại thu giữ của bị can");
  await typed("BL 7");
  await visitor.sees("Đã thêm một chứng cứ.");
  await visitor.look("items");
}

const row = (visitor, slug) => visitor.page.locator(`#p-${slug}`);

async function proved(story, visitor, { id }) {
  story.step("the matrix: red gaps at a glance, both sides filled by keys alone, weighed, turned, taken off and undone");
  const { page } = visitor;
  await visitor.go(`/evidence/matters/${id}/points`);
  await visitor.sees("BLTTHS Đ.85 (cần kiểm tra)");
  await visitor.look("glance-empty");
  await visitor.leads(() => page.locator(".tabs a", { hasText: ACCUSED }).click());
  const who = row(visitor, "nguoi-thuc-hien");
  await who.focus();
  const put = async (key, words) => {
    await page.keyboard.press(key);
    const choice = who.locator("[data-add-form] select");
    await choice.waitFor();
    const value = await choice.locator("option", { hasText: words }).getAttribute("value");
    await choice.selectOption(value);
    await page.keyboard.press("Enter");
    await who.locator(".chip", { hasText: words }).waitFor();
  };
  await put("b", "Biên bản hỏi cung");
  await put("g", "người làm chứng");
  await page.locator("#p-nguoi-thuc-hien.is-both").waitFor();
  assert.equal(await who.locator(".side-for .chip").count(), 1);
  assert.equal(await who.locator(".side-against .chip").count(), 1);
  await who.locator(".side-for .dot").nth(2).click();
  await who.locator('.side-for .dot[aria-pressed="true"]').nth(2).waitFor();
  // Words are kept as they are typed, also while another row changes.
  await row(visitor, "loi").locator("[data-words]").fill("Lỗi cố ý trực tiếp");
  await who.locator(".side-against [data-chip-edit]").click();
  await who.locator(".side-against [data-chip-form] textarea").fill("Chỉ nghe kể lại");
  await who.locator(".side-against [data-chip-form] .saved", { hasText: "Đã lưu" }).waitFor();
  await visitor.look("weighing");
  await page.keyboard.press("Escape");
  await who.locator(".chip-note", { hasText: "Chỉ nghe kể lại" }).waitFor();
  assert.equal(await row(visitor, "loi").locator("[data-words]").inputValue(), "Lỗi cố ý trực tiếp");
  await who.locator(".side-against .chip-remove").click();
  await who.locator(".side-against .chip").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await who.locator(".side-against .chip").waitFor();
  await page.keyboard.press("u");
  assert.match(await page.evaluate(() => document.activeElement.className), /is-gap/);
  await visitor.go(`/evidence/matters/${id}/points`);
  await visitor.look("glance");
  await visitor.go(`/evidence/matters/${id}/points/print`);
  await visitor.sees("Lỗi cố ý trực tiếp");
  await visitor.look("print");
}

async function withdrawn(story, visitor, { id }) {
  story.step("a statement is withdrawn: the cell is a gap again, the draft and the exhibit that rest on it say so, and it comes back");
  const { page } = visitor;
  await visitor.go(`/courtroom/matters/${id}`);
  const box = page.locator('[data-phase="xet_hoi"] .show-add input');
  await box.fill("BL 1");
  await box.press("Enter");
  await page.locator(".show-item").first().waitFor();
  await visitor.go(`/documents/new?matter=${id}&form=156-HS`);
  const draft = visitor.path();
  await visitor.go(`${draft}/argument`);
  await visitor.press("Dựng từ hồ sơ");
  const kept = page.waitForResponse((answer) => answer.url().includes("/fields") && answer.ok());
  await page.locator("[data-evidence]").first().fill("Biên bản hỏi cung (BL 1-2)");
  await kept;
  await visitor.go(`/evidence/matters/${id}/items`);
  await visitor.leads(() => page.getByRole("link", { name: /Biên bản hỏi cung/ }).first().click());
  for (const standing of ["Mục trình chiếu", "Cáo trạng"]) await visitor.sees(standing);
  await visitor.look("item");
  const item = visitor.path();
  await page.getByRole("button", { name: "Rút chứng cứ" }).first().click();
  await page.locator("#withdraw-reason").fill("Không có người bào chữa dự hỏi cung");
  await visitor.leads(() => page.locator("dialog[open] .btn-danger").click());
  await visitor.sees("Cần xem lại");
  await visitor.sees("Không có người bào chữa dự hỏi cung");
  await visitor.look("item-withdrawn");
  await visitor.leads(() => page.locator(".plain-list a", { hasText: "Ai là người thực hiện" }).first().click());
  await row(visitor, "nguoi-thuc-hien").locator(".chip.is-withdrawn").waitFor();
  await visitor.look("matrix-withdrawn");
  await visitor.go(`${draft}/argument`);
  await visitor.sees("Dựa vào chứng cứ đã rút, cần xem lại");
  await visitor.look("draft-in-doubt");
  await visitor.go(`/courtroom/matters/${id}`);
  await page.locator(".show-item", { hasText: "Chứng cứ đã rút" }).waitFor();
  await visitor.go(item);
  await visitor.press("Đưa chứng cứ trở lại");
  await visitor.sees("Đã đưa chứng cứ trở lại.");
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const matter = await caseOf(story, prosecutor);
  await taken(story, prosecutor, matter);
  await proved(story, prosecutor, matter);
  await withdrawn(story, prosecutor, matter);
  story.step("what was made counts itself");
  await prosecutor.go("/courtroom/adoption");
  await prosecutor.sees("Phiên tòa hình sự trình chiếu chứng cứ");
  await prosecutor.look("adoption");
};

export default [{ name: "evidence", tell }];
