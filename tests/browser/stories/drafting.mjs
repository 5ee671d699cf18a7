// Drafting: the form by the next step or by its words, free text, an indictment point by point, remarks, stale values, two versions compared.
import assert from "node:assert/strict";
import { recordAct, registerReport } from "../harness/matters.mjs";
import { RESULTS } from "../harness/server.mjs";
import { DESKTOP, PHONE } from "../harness/visitor.mjs";

const POLICE = "Cơ quan CSĐT Công an tỉnh Sơn La";
const ACCUSED = "Giàng A Sềnh";

/** A case with one accused in detention. */
async function caseOf(prosecutor) {
  const address = await registerReport(prosecutor, { effective: "20/07/2026 08:00", summary: "Bị đe dọa để lấy tiền tại chợ Mường Bú.", people: ACCUSED });
  await recordAct(prosecutor, address, "case.initiated", { effective: "27/07/2026", number: "181/QĐ-CSĐT", issuer: POLICE, charges: "170.1" });
  await recordAct(prosecutor, address, "accused.initiated", { effective: "30/07/2026", number: "183/QĐ-CSĐT", issuer: POLICE, charges: "170.1" }, { person: ACCUSED });
  await recordAct(prosecutor, address, "accused.approved", { effective: "30/07/2026", earlier_number: "", earlier_on: "" }, { person: ACCUSED });
  await recordAct(prosecutor, address, "detention.ordered", { effective: "31/07/2026", number: "186/LTG-CSĐT", issuer: POLICE, from: "31/07/2026", to: "28/09/2026", months: 2 }, { person: ACCUSED });
  return address;
}

async function choosing(story, prosecutor, matter) {
  story.step("the next lawful step first, then a form by words without marks, opened by keys alone");
  const { page } = prosecutor;
  await prosecutor.go("/documents/new");
  await prosecutor.look("choose-matter");
  await prosecutor.go(`/documents/new?matter=${matter}`);
  await prosecutor.sees("Bước hợp pháp tiếp theo");
  await prosecutor.look("choose-form");
  await page.locator('[data-hotkey="/"]').fill("khong co mau nay");
  await prosecutor.sees("Không có mẫu nào khớp");
  await prosecutor.look("choose-none");
  await page.locator('[data-hotkey="/"]').fill("cao trang");
  await page.locator("#forms td", { hasText: /^Cáo trạng$/ }).waitFor();
  await prosecutor.look("choose-by-words");
  await page.keyboard.press("Tab");
  await page.locator("#forms tr", { hasText: "156/HS" }).getByRole("link").focus();
  await prosecutor.leads(() => page.keyboard.press("Enter"));
  await prosecutor.sees("Trình soạn cáo trạng");
  return prosecutor.path();
}

/** Types in an editor and waits until the server has it. */
async function write(prosecutor, editor, words) {
  const saved = prosecutor.page.waitForResponse((answer) => answer.url().includes("/fields") && answer.ok());
  await editor.click();
  await prosecutor.page.keyboard.type(words);
  await saved;
}

async function argument(story, prosecutor, draft) {
  story.step("the indictment builds itself; what has no evidence is marked");
  const { page } = prosecutor;
  await prosecutor.press("Trình soạn cáo trạng");
  await prosecutor.look("argument-empty");
  await prosecutor.press("Dựng từ hồ sơ");
  await prosecutor.sees("Bị đe dọa để lấy tiền tại chợ Mường Bú.");
  await prosecutor.sees(/Chưa có chứng cứ, bút lục: \d+ điểm/);
  await prosecutor.look("argument-built");
  story.step("evidence with its leaf takes the mark away");
  const point = page.locator("[data-point]", { hasText: "Bị đe dọa" }).first();
  assert.ok(await point.evaluate((one) => one.classList.contains("is-unproven")));
  const id = await point.getAttribute("data-point");
  const evidence = page.locator(`[name="${id}.evidence"]`);
  const saved = page.waitForResponse((answer) => answer.url().endsWith("/argument/fields") && answer.ok());
  await evidence.fill("Lời khai của bị hại (BL 45-47)");
  await saved;
  await page.locator(`[data-point="${id}"]:not(.is-unproven)`).waitFor();
  story.step("moved with Alt and the arrows");
  await evidence.focus();
  await prosecutor.leads(() => page.keyboard.press("Alt+ArrowDown"));
  const order = () => page.locator("#part-acts [data-point]").evaluateAll((all) => all.map((one) => one.dataset.point));
  assert.equal((await order())[1], id, "it is the second now");
  await prosecutor.leads(() => page.keyboard.press("Alt+ArrowUp"));
  assert.equal((await order())[0], id, "and the first again");
  await dragged(story, prosecutor, id, order);
  story.step("a small edit on a phone");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator(`[data-point="${id}"]`).scrollIntoViewIfNeeded();
  await write(prosecutor, page.locator(`[data-point="${id}"] .prose-words`), " Sự việc xảy ra khoảng 7 giờ.");
  await page.setViewportSize({ width: 1366, height: 768 });
  await prosecutor.look("argument-written");
  await prosecutor.go(draft);
  await prosecutor.sees("Lời khai của bị hại");
  assert.ok((await page.locator(".official a.bl-link").count()) > 0, "the leaf is a link");
  await prosecutor.look("indictment");
}

/** A table is put in and written in; neither it nor the paste before it sets a style that the policy of the pages refuses. */
async function table(story, prosecutor, editor, area) {
  story.step("a table, without a style of its own");
  const { page } = prosecutor;
  await editor.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Bảng", exact: true }).first().click();
  await page.keyboard.type("Việc");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Hạn");
  await page.getByRole("button", { name: "+ cột", exact: true }).first().click();
  await page.getByRole("button", { name: "+ hàng", exact: true }).first().click();
  assert.match(await area.inputValue(), /^\| Việc \| Hạn \|/m);
  assert.equal(await editor.locator("table, table *").evaluateAll((all) => all.filter((one) => one.hasAttribute("style")).length), 0);
}

/** The first point is dragged by its handle under the second, let go where it was, and moved back by its button on a phone. */
async function dragged(story, prosecutor, id, order) {
  story.step("dragged with the mouse, on a phone moved by its buttons");
  const { page } = prosecutor;
  const second = (await order())[1];
  const handle = page.locator(`[data-point="${id}"] .point-handle`);
  const take = async () => {
    // In the middle of the window: near an edge the page would follow the mouse, and the points would pass beneath it.
    await handle.evaluate((one) => one.scrollIntoView({ block: "center", behavior: "instant" }));
    const from = await handle.boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    return from;
  };
  const under = async () => {
    const other = await page.locator(`[data-point="${second}"]`).boundingBox();
    await page.mouse.move(other.x + 40, other.y + other.height * 0.75, { steps: 8 });
    await page.locator(`[data-point="${second}"]:is(.is-target, .is-target-after), [data-point="${second}"] ~ .is-target`).waitFor();
  };
  await take();
  await under();
  await page.locator(`[data-point="${id}"].is-moving`).waitFor();
  await page.screenshot({ path: `${RESULTS}/screens/${prosecutor.story}/dragging.png` });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal((await order())[0], id, "Esc leaves it where it was");
  await take();
  await under();
  await prosecutor.leads(() => page.mouse.up());
  assert.deepEqual((await order()).slice(0, 2), [second, id], "it was dragged under the second");
  await page.setViewportSize(PHONE);
  assert.ok(!(await handle.isVisible()), "no handle on a phone");
  const up = page.locator(`[data-point="${id}"] [data-up]`);
  await up.scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${RESULTS}/screens/${prosecutor.story}/points-phone.png` });
  await prosecutor.leads(() => up.click());
  await page.setViewportSize(DESKTOP);
  assert.equal((await order())[0], id, "and its button brings it back");
}

async function prose(story, prosecutor, matter) {
  story.step("free text: a list by its dash, nothing of a page pasted in, kept while the network is away");
  const { page } = prosecutor;
  await prosecutor.go(`/documents/new?matter=${matter}&form=087-HS`);
  await prosecutor.sees(/^Yêu cầu điều tra/);
  const draft = prosecutor.path();
  const area = page.locator("textarea[data-prose]").first();
  assert.ok((await area.count()) > 0, "the form has free text");
  const editor = page.locator(".prose-words").first();
  const before = await area.inputValue();
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await write(prosecutor, editor, "- làm rõ nguồn tiền, BL 12");
  assert.equal(await area.inputValue(), "- làm rõ nguồn tiền, BL 12", `a dash makes a list (it was: ${before})`);
  await editor.evaluate((one) => {
    const data = new DataTransfer();
    data.setData("text/html", '<h2 onclick="alert(1)">Đề mục</h2><script>alert(1)</script><p style="color:red">đoạn <a href="javascript:alert(1)">dán</a></p>');
    one.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const pasted = await area.inputValue();
  assert.ok(pasted.includes("dán") && !/[<>]|alert|javascript/.test(pasted), pasted);
  await table(story, prosecutor, editor, area);
  await prosecutor.look("free-text");
  await prosecutor.away(async () => {
    await editor.click();
    await page.keyboard.type(" khi mất mạng");
    await prosecutor.sees("Chưa lưu được – nội dung được giữ trên máy này");
  });
  await prosecutor.sees(/^Đã lưu/);
  await prosecutor.go(draft);
  assert.ok((await page.locator("textarea[data-prose]").first().inputValue()).includes("khi mất mạng"));
  return draft;
}

async function versions(story, prosecutor, draft) {
  story.step("two versions, word by word");
  await prosecutor.go(`${draft}/versions`);
  await prosecutor.look("versions");
  await prosecutor.press("So sánh");
  await prosecutor.page.locator(".compared ins").first().waitFor();
  await prosecutor.look("compared");
  await prosecutor.go(`${draft}/versions/1`);
  await prosecutor.press("Khôi phục lần này");
  await prosecutor.sees(/Đã khôi phục lần lưu 1/);
}

async function remarks(story, prosecutor, draft) {
  story.step("the deputy remarks on a passage, the prosecutor answers and settles");
  const deputy = await story.as("deputy");
  const { page } = deputy;
  await deputy.go(draft);
  await page.evaluate(() => {
    const line = [...document.querySelectorAll(".official .passage")].find((one) => one.textContent.includes("đe dọa"));
    getSelection().selectAllChildren(line);
  });
  await page.getByRole("button", { name: "Ghi ý kiến về đoạn này" }).dispatchEvent("pointerdown");
  await page.locator("#remark-words").fill("Ghi rõ ngày, giờ.");
  await deputy.press("Ghi ý kiến", page.locator("[data-remark] form"));
  await deputy.sees("Ghi rõ ngày, giờ.");
  await page.locator("#remarks").scrollIntoViewIfNeeded();
  await deputy.look("remark");
  await prosecutor.go(draft);
  await prosecutor.page.locator(".remark summary", { hasText: "Trả lời" }).click();
  await prosecutor.page.locator('.remark textarea[name="words"]').fill("Đã ghi khoảng 7 giờ.");
  await prosecutor.press("Gửi trả lời");
  await prosecutor.press("Đã giải quyết");
  await prosecutor.sees("Đã giải quyết: 1");
  await prosecutor.look("remark-settled");
}

async function stale(story, prosecutor, address, matter) {
  story.step("the facts change: the list says so, one key takes the new value");
  const { page } = prosecutor;
  await prosecutor.go(`${address}`);
  const subject = (await page.locator(".person-box").first().getAttribute("id")).slice(2);
  await prosecutor.go(`/documents/new?matter=${matter}&form=042-HS&subject=${subject}`);
  const draft = prosecutor.path();
  await recordAct(prosecutor, address, "detention.extension_requested", { effective: "10/08/2026", number: "190/ĐN-CSĐT", issuer: POLICE }, { person: ACCUSED });
  await prosecutor.go("/documents?state=draft");
  await prosecutor.sees(/Hồ sơ đã đổi: \d+ chỗ/);
  await prosecutor.look("drafts-stale");
  await prosecutor.go(draft);
  await prosecutor.sees("Hồ sơ đã thay đổi");
  await prosecutor.look("stale");
  const many = await page.locator("li[data-stale]").count();
  await prosecutor.leads(() => page.keyboard.press("m"));
  assert.equal(await page.locator("li[data-stale]").count(), many - 1);
}

async function drafting(story) {
  const prosecutor = await story.as("prosecutor");
  const address = await caseOf(prosecutor);
  const matter = address.split("/").pop();
  const draft = await choosing(story, prosecutor, matter);
  await argument(story, prosecutor, draft);
  await remarks(story, prosecutor, draft);
  const free = await prose(story, prosecutor, matter);
  await versions(story, prosecutor, free);
  await stale(story, prosecutor, address, matter);
}

export default [{ name: "drafting", tell: drafting }];
