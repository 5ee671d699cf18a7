// A courtroom pack: made, carried to a machine without network, a trial with a court's window, a page that is killed, and the log back in the case.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Axe } from "../harness/axe.mjs";
import { untilRead, upload } from "../harness/casefile.mjs";
import { registerReport } from "../harness/matters.mjs";
import { RESULTS, ROOT } from "../harness/server.mjs";

const run = promisify(execFile);
const PROJECTOR = { width: 1024, height: 768 };
const PAGES = 8;
const PHRASE = "Mưa nguồn suối Nậm La 64";
const DAY = 86_400_000;

async function file(folder) {
  const path = join(folder, "ho-so-goi.pdf");
  await run("qpdf", [join(ROOT, "samples/case-a/born-digital.pdf"), "--pages", ".", `4-${PAGES + 3}`, "--", path]);
  return path;
}

async function api(visitor, method, path, body) {
  return visitor.page.evaluate(
    async ([method, path, body]) => {
      const csrf = document.querySelector('meta[name="csrf"]').content;
      const isForm = body && body.form;
      const headers = { accept: "application/json", "x-csrf-token": csrf, "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json" };
      const answer = await fetch(path, { method, headers, body: isForm ? new URLSearchParams({ ...body.form, csrf }) : body && JSON.stringify(body) });
      return answer.status;
    },
    [method, path, body],
  );
}

async function prepared(visitor, id, view) {
  for (const page of view.pages) await api(visitor, "POST", `/casefile/pages/${page.id}/bl`, { form: { bl: String(page.no) } });
  const documents = `/casefile/matters/${id}/documents`;
  await api(visitor, "POST", documents, { first: 1, last: PAGES, title: "Kết luận giám định", kind: "giam_dinh", bl: "" });
  await api(visitor, "POST", documents, { first: 3, last: 3, title: "Biên bản hỏi cung", kind: "bien_ban_hoi_cung", bl: "" });
  const list = `/courtroom/matters/${id}/exhibits`;
  for (const [phase, typed] of [["cong_bo_cao_trang", "1"], ["xet_hoi", "3"], ["tranh_luan", "5+6"]]) assert.equal(await api(visitor, "POST", list, { phase, typed }), 200, typed);
}

async function made(story, visitor, id) {
  story.step("a pack is made: an unapproved list is confirmed, the whole file is taken along");
  const { page } = visitor;
  await visitor.go(`/courtroom/matters/${id}`);
  await visitor.press("Gói phiên tòa");
  await visitor.look("no-packs");
  const proposed = await page.locator('[name="phrase"]').inputValue();
  assert.match(proposed, /^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$/);
  await page.locator('[name="trial_on"]').fill("20/8/2026");
  await page.locator('[name="expires_on"]').fill("25/8/2026");
  await page.locator('[name="phrase"]').fill(PHRASE);
  await page.getByLabel("Toàn bộ hồ sơ").check();
  await visitor.press("Lập gói");
  await visitor.sees("Danh mục chưa được duyệt. Đánh dấu ô này");
  assert.equal(await page.locator('[name="phrase"]').inputValue(), PHRASE, "what was typed stays");
  await visitor.look("not-approved");
  await page.getByLabel("Danh mục chưa được duyệt, vẫn lập gói").check();
  await visitor.press("Lập gói");
  await page.getByRole("link", { name: "Tải gói" }).waitFor({ timeout: 60_000 });
  await visitor.look("made");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải gói" }).click()]);
  const path = join(story.office.server.folder, download.suggestedFilename());
  await download.saveAs(path);
  await visitor.go(`/courtroom/matters/${id}/packs`);
  await visitor.look("packs");
  await visitor.go("/courtroom/pack-check");
  await page.setInputFiles("#pack-file", path);
  await visitor.press("Kiểm tra");
  await visitor.sees("Gói nguyên vẹn.");
  await visitor.look("checked");
  return path;
}

/** A machine without a network, at a moment of ours, on which the pack is opened. */
async function machine(story, path, after = 60_000) {
  const text = await readFile(path, "utf8");
  const madeAt = Number(/"made_at":(\d+)/.exec(text)[1]);
  const visitor = await story.guest("prosecutor", { offline: true });
  await visitor.context.clock.setSystemTime(madeAt + after);
  visitor.page.on("dialog", (dialog) => dialog.accept());
  visitor.madeAt = madeAt;
  await visitor.go(`file://${path}`);
  return visitor;
}

const captioned = (court, words) => court.waitForFunction((words) => document.querySelector("#court-caption").textContent.startsWith(words), words);

async function windowed(visitor) {
  const [court] = await Promise.all([visitor.context.waitForEvent("page"), visitor.page.getByRole("button", { name: "Mở màn hình phiên tòa" }).click()]);
  await court.setViewportSize(PROJECTOR);
  await visitor.page.getByText("1 màn hình đang nối").waitFor();
  return court;
}

async function unlocked(visitor) {
  await visitor.page.locator("#pack-phrase").fill(PHRASE);
  await visitor.page.getByRole("button", { name: "Mở gói" }).click();
}

async function opened(story, visitor) {
  story.step("opened from the disk without network: another pass phrase opens nothing");
  const { page } = visitor;
  await visitor.look("locked");
  await page.locator("#pack-phrase").fill("mật khẩu khác hẳn");
  await page.getByRole("button", { name: "Mở gói" }).click();
  await visitor.sees("Mật khẩu không đúng.");
  await unlocked(visitor);
  await visitor.sees("Mở phiên tòa");
  await visitor.look("begin");
  await page.getByRole("button", { name: "Mở phiên tòa" }).click();
  await page.locator(".roll-line").first().waitFor();
  await page.locator(".console-stage img[src^='blob:']").waitFor();
  await visitor.look("console");
}

async function tried(story, visitor, court) {
  story.step("the trial: nothing reaches the court's window that was not released");
  const { page } = visitor;
  const seen = () => court.evaluate(() => ({ pictures: document.images.length, words: document.querySelector("main").textContent + document.querySelector("#court-caption").textContent }));
  assert.deepEqual(await seen(), { pictures: 0, words: "" });
  await page.locator(".console-stage").focus();
  await page.keyboard.press("ArrowRight");
  assert.deepEqual(await seen(), { pictures: 0, words: "" }, "looking shows the court nothing");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await captioned(court, "BL 1 – Kết luận giám định");
  assert.equal((await seen()).pictures, 1);
  const others = await court.evaluate(() => [document.querySelectorAll('script[type="application/octet-stream"], #pack-manifest').length, document.body.innerHTML.includes("BL 3")]);
  assert.deepEqual(others, [0, false], "the window holds nothing of the pack");
  const violations = await Axe.violations(court);
  assert.deepEqual(violations, []);

  story.step("a statement is asked for twice (BLTTHS Đ.308); number pad, search, blank, hold");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  assert.match(await court.locator("#court-caption").textContent(), /^BL 1 /);
  await page.locator("#ask-ground").fill("HĐXX cho công bố");
  await page.keyboard.press("Enter");
  await captioned(court, "BL 3 – Biên bản hỏi cung");
  await page.locator(".console-stage").focus();
  await page.keyboard.type("7+8");
  await page.keyboard.press("Enter");
  await captioned(court, "BL 7, BL 8");
  assert.equal((await seen()).pictures, 2);
  await page.keyboard.type("99");
  await page.keyboard.press("Enter");
  await visitor.sees("Gói này không có bút lục 99");
  await page.keyboard.press("b");
  await court.waitForFunction(() => document.images.length === 0);
  await page.keyboard.press("f");
  await page.getByText("Đang giữ màn hình").waitFor();
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await visitor.sees("Màn hình đang được giữ");
  assert.equal((await seen()).pictures, 0);
  await page.keyboard.press("f");
  await page.getByText("Đang giữ màn hình").waitFor({ state: "detached" });
  while ((await page.locator(".toast-close").count()) > 0) await page.locator(".toast-close").first().click();
  await page.getByLabel("Tìm trong hồ sơ").fill("giam dinh");
  await page.locator(".console-hits .hit").first().waitFor();
  await page.locator(".console-hits .hit").first().click();
  await page.locator(".console-head b", { hasText: /^BL/ }).waitFor();
  await page.getByText("Mục lục", { exact: true }).click();
  await page.locator(".pack-contents .hit", { hasText: "Biên bản hỏi cung" }).click();
  await page.locator(".console-head b", { hasText: "BL 3" }).waitFor();
  await page.locator("#console-notes").fill("Bị cáo xin nghỉ 10 phút");
  await page.locator(".console-box", { hasText: "Đã lưu" }).first().waitFor();
  await page.locator(".console-stage").focus();
  await page.keyboard.type("4");
  await page.keyboard.press("Enter");
  await captioned(court, "BL 4 ");
  await visitor.look("trial");
}

async function survived(story, visitor, court, path) {
  story.step("the console is loaded anew: without the pass phrase, while the court goes on seeing");
  const { page } = visitor;
  await page.reload({ waitUntil: "commit" });
  await page.locator(".roll-line").first().waitFor();
  assert.match(await court.locator("#court-caption").textContent(), /^BL 4 /, "what was seen stays");
  await page.getByText("1 màn hình đang nối").waitFor();
  await page.locator(".console-stage").focus();
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await captioned(court, "BL 5 ");

  story.step("both windows are killed: the pass phrase brings list, notes, log and screen back");
  await court.close();
  await page.getByText("chưa có màn hình nào nối").waitFor();
  await page.close({ runBeforeUnload: false });
  visitor.page = await visitor.context.newPage();
  visitor.page.on("dialog", (dialog) => dialog.accept());
  await visitor.go(`file://${path}`);
  await visitor.page.locator("#pack-phrase").waitFor();
  const from = Date.now();
  await unlocked(visitor);
  await visitor.page.locator(".roll-line").first().waitFor();
  story.step(`the trial goes on ${Date.now() - from} ms after the pass phrase`);
  assert.ok(Date.now() - from < 4_000);
  assert.equal(await visitor.page.locator("#console-notes").inputValue(), "Bị cáo xin nghỉ 10 phút");
  const again = await windowed(visitor);
  await captioned(again, "BL 5 ");
  return again;
}

async function ended(story, visitor) {
  story.step("the session ends; the sealed log leaves as a file");
  const { page } = visitor;
  await page.getByRole("button", { name: "Kết thúc phiên" }).first().click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("dialog[open] .btn-danger").click()]);
  assert.match(download.suggestedFilename(), /\.kslog$/);
  const path = join(story.office.server.folder, download.suggestedFilename());
  await download.saveAs(path);
  await visitor.sees("Đã kết thúc phiên");
  assert.ok(!(await readFile(path, "utf8")).includes("HĐXX"), "the log says nothing to others");
  return path;
}

async function homecoming(story, visitor, id, log) {
  story.step("the log comes home: once, however often it is brought; the report of the day joins it");
  const { page } = visitor;
  const bring = async (path) => {
    await visitor.go(`/courtroom/matters/${id}/packs`);
    await page.setInputFiles("#log-file", path);
    await visitor.press("Nhập nhật ký");
  };
  await bring(log);
  await visitor.sees("Đã nhập nhật ký:");
  await visitor.sees("BL 3 – Biên bản hỏi cung");
  await visitor.sees("BLTTHS Đ.308: HĐXX cho công bố");
  await visitor.sees("Bị cáo xin nghỉ 10 phút");
  const lines = await page.locator("tbody tr").count();
  await bring(log);
  await visitor.sees("đã nhập từ trước");
  assert.equal(await page.locator("tbody tr").count(), lines);
  const broken = `${log}.sua.kslog`;
  const sealed = JSON.parse(await readFile(log, "utf8"));
  sealed.lines.splice(3, 1);
  await writeFile(broken, JSON.stringify(sealed));
  await bring(broken);
  await visitor.sees("Chưa nhập gì.");
  await visitor.look("log-refused");
  await visitor.go(`/courtroom/matters/${id}/packs`);
  await visitor.look("log-home");
  await page.getByRole("heading", { name: "Báo cáo trình chiếu của ngày xét xử" }).locator("..").getByRole("link").first().click();
  await visitor.sees("Gói, không mạng");
  assert.equal(await page.locator("tbody tr").count(), lines);
  await visitor.look("day-report");
}

async function refused(story, path) {
  story.step("after its last day the pack refuses; so does one whose manifest was changed; a changed part is found");
  const late = await machine(story, path, 20 * DAY);
  await late.sees("Gói này chỉ mở được đến hết ngày 25/08/2026");
  assert.equal(await late.page.locator("#pack-phrase").count(), 0);
  await late.look("expired");
  await late.close();
  const text = await readFile(path, "utf8");
  const [longer, changed] = [`${path}.dai.html`, `${path}.sua.html`];
  await writeFile(longer, text.replace('"expires_on":"2026-08-25"', '"expires_on":"2026-12-25"'));
  const forged = await machine(story, longer);
  await unlocked(forged);
  await forged.sees("Bản kê của gói đã bị sửa.");
  await forged.close();
  // A letter in the last picture.
  const at = text.lastIndexOf("</script>", text.lastIndexOf("<script>") - 2) - 200;
  await writeFile(changed, `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`);
  const torn = await machine(story, changed);
  await unlocked(torn);
  await torn.page.getByRole("button", { name: "Diễn tập" }).click();
  await torn.page.locator(".roll-line").first().waitFor();
  await torn.page.getByRole("button", { name: "Kiểm tra gói" }).click();
  await torn.sees("1 phần khác bản kê.");
  await torn.page.locator(".console-stage").focus();
  await torn.page.keyboard.type(String(PAGES));
  await torn.page.keyboard.press("Enter");
  await torn.sees("không có trong gói hoặc phần của nó đã hỏng");
  await torn.close();
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const address = await registerReport(prosecutor, { effective: "09/08/2026 15:00", summary: "Đe dọa đăng ảnh để đòi tiền, phiên tòa không mạng.", people: "Thái Doãn Lâm" });
  const id = address.split("/").pop();
  await prosecutor.go(`/casefile/matters/${id}`);
  await upload(prosecutor, await file(story.office.server.folder));
  await prosecutor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  await prepared(prosecutor, id, await untilRead(prosecutor, id, PAGES));
  const path = await made(story, prosecutor, id);
  const machine_ = await machine(story, path);
  await opened(story, machine_);
  const court = await windowed(machine_);
  await tried(story, machine_, court);
  await court.screenshot({ path: join(RESULTS, "screens", "pack", "court-1024.png") });
  await survived(story, machine_, court, path);
  const log = await ended(story, machine_);
  await homecoming(story, prosecutor, id, log);
  await refused(story, path);
};

export default [{ name: "pack", tell }];
