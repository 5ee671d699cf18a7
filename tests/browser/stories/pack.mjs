// A courtroom pack with pages, a recording and a diagram: made, signed, carried to a machine without network, a trial with a court's window, a page
// that is killed, and the log back in the case.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Axe } from "../harness/axe.mjs";
import { untilRead, upload } from "../harness/casefile.mjs";
import { registerReport } from "../harness/matters.mjs";
import { RESULTS, ROOT } from "../harness/server.mjs";
import { signingOffice } from "../harness/signing.mjs";

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

/** A sound of so many seconds. */
async function recording(folder, seconds = 40) {
  const bytes = Buffer.alloc(44 + 8000 * seconds);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  for (const [at, size, value] of [[16, 4, 16], [20, 2, 1], [22, 2, 1], [24, 4, 8000], [28, 4, 8000], [32, 2, 1], [34, 2, 8]]) bytes.writeUIntLE(value, at, size);
  bytes.write("data", 36);
  bytes.writeUInt32LE(8000 * seconds, 40);
  for (let at = 44; at < bytes.length; at += 1) bytes[at] = 128 + Math.round(20 * Math.sin(at / 3));
  const path = join(folder, "goi-camera.wav");
  await writeFile(path, bytes);
  return path;
}

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

const done = async (visitor, ...asked) => {
  const { status, json } = await api(visitor, ...asked);
  assert.equal(status, 200, JSON.stringify([asked, json]));
  return json;
};

async function prepared(visitor, id, view) {
  for (const page of view.pages) await api(visitor, "POST", `/casefile/pages/${page.id}/bl`, { form: { bl: String(page.no) } });
  const documents = `/casefile/matters/${id}/documents`;
  await api(visitor, "POST", documents, { first: 1, last: PAGES, title: "Kết luận giám định", kind: "giam_dinh", bl: "" });
  await api(visitor, "POST", documents, { first: 3, last: 3, title: "Biên bản hỏi cung", kind: "bien_ban_hoi_cung", bl: "" });
  const list = `/courtroom/matters/${id}/exhibits`;
  for (const [phase, typed] of [["cong_bo_cao_trang", "1"], ["xet_hoi", "3"], ["tranh_luan", "5+6"]]) await done(visitor, "POST", list, { phase, typed });
}

/** A recording with one stretch, and a diagram that is revealed step by step, at the end of the list. */
async function played(story, visitor, id) {
  story.step("a recording with its stretch and a diagram in steps stand on the list");
  const { page } = visitor;
  const here = `/courtroom/matters/${id}`;
  await visitor.go(`${here}/media`);
  await page.locator("#media-file").setInputFiles(await recording(story.office.server.folder));
  const item = page.locator(".media-item").first();
  await item.getByLabel("Nguồn").selectOption("camera");
  await item.getByLabel("Tên băng ghi").fill("Camera chợ Nậm La");
  await item.locator(".show-saved", { hasText: "Đã lưu" }).waitFor();
  await page.getByText("00:40").first().waitFor();
  const { media } = await done(visitor, "GET", `${here}/media/list`);
  const { added, list } = await done(visitor, "POST", `${here}/exhibits`, { phase: "luan_toi", media: media[0].id });
  const tape = list.exhibits.find((one) => one.id === added[0]);
  const cues = [{ begin_ms: 10_000, end_ms: 30_000, label: "Nhận phong bì" }];
  await done(visitor, "PUT", `${here}/exhibits/${tape.id}`, { revision: tape.revision, parts: [{ ...tape.parts[0], kind: "audio", cues }] });
  await visitor.go(`/evidence/matters/${id}/diagrams`);
  await page.locator("#kind").selectOption("quan_he");
  await visitor.leads(() => page.getByRole("button", { name: "Lập sơ đồ" }).click());
  await page.locator('.diagram-stage [data-layer="thing"]').first().waitFor();
  await page.getByRole("button", { name: "Thứ tự trình chiếu" }).click();
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/steps"));
  await page.getByRole("button", { name: "Lần lượt từng phần tử" }).click();
  assert.equal((await answered).status(), 200);
  const { pictures } = await done(visitor, "GET", `${here}/sources`);
  await done(visitor, "POST", `${here}/exhibits`, { phase: "luan_toi", picture: pictures[0].picture });
}

/** The chief signs with the device at the server. */
async function signed(story, path) {
  story.step("the chief signs the pack");
  const chief = await story.as("chief");
  await chief.go(path);
  await chief.press("Ký số gói");
  await chief.sees("Dùng được, đã ký");
  await chief.look("signed");
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
  await visitor.sees("sau trang này không xem lại được");
  // It stands there for as long as it takes to write it down.
  await page.waitForTimeout(1_500);
  assert.equal(await page.locator(".pack-phrase").textContent(), PHRASE);
  await visitor.look("phrase");
  await visitor.press("Tôi đã ghi lại mật khẩu");
  await page.getByRole("link", { name: "Tải gói" }).waitFor({ timeout: 60_000 });
  assert.equal(await page.getByText(PHRASE).count(), 0);
  await visitor.look("made");
  await signed(story, visitor.path());
  await page.reload();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải gói" }).click()]);
  const path = join(story.office.server.folder, download.suggestedFilename());
  await download.saveAs(path);
  await visitor.go(`/courtroom/matters/${id}/packs`);
  await visitor.look("packs");
  await visitor.go("/courtroom/pack-check");
  await page.setInputFiles("#pack-file", path);
  await visitor.press("Kiểm tra");
  await visitor.sees("Gói nguyên vẹn.");
  await visitor.sees(`${story.office.people.chief.name} (chứng thư do`);
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
  await visitor.sees(`${story.office.people.chief.name} đã ký số`);
  await visitor.look("begin");
  await page.getByRole("button", { name: "Mở phiên tòa" }).click();
  await page.locator(".roll-line").first().waitFor();
  await page.locator(".console-stage img[src^='blob:']").waitFor();
  await visitor.look("console");
}

async function tried(story, visitor, court) {
  story.step("the trial: nothing reaches the court's window that was not released");
  const { page } = visitor;
  const seen = () => court.evaluate(() => ({ pictures: document.querySelectorAll("img, canvas").length, words: document.querySelector("main").textContent + document.querySelector("#court-caption").textContent }));
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
  await court.waitForFunction(() => document.querySelectorAll("img, canvas").length === 0);
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

/** The last two exhibits: a recording that runs by its stretch, a diagram that grows. */
async function ran(story, visitor, court) {
  story.step("the recording runs in its stretch and nowhere else; the diagram is revealed step by step");
  const { page } = visitor;
  await page.locator(".roll-line", { hasText: "Camera chợ Nậm La" }).click();
  await page.locator(".console-stage").focus();
  await page.keyboard.press("Enter");
  await captioned(court, "Camera chợ Nậm La");
  const stands = () => court.evaluate(() => ({ is: !document.querySelector("audio").paused, at: document.querySelector("audio").currentTime }));
  assert.equal((await stands()).is, false, "it waits at its first stretch");
  await court.waitForFunction(() => document.querySelector("audio").currentTime >= 9.9);
  await page.locator(".console-tape").getByRole("button", { name: "Nhận phong bì" }).click();
  await court.waitForFunction(() => !document.querySelector("audio").paused && document.querySelector("audio").currentTime > 10.5);
  await visitor.look("recording");
  await court.screenshot({ path: join(RESULTS, "screens", "pack", "court-1024-recording.png") });
  await page.locator(".console-tape").getByRole("button", { name: /^Dừng/ }).click();
  await court.waitForFunction(() => document.querySelector("audio").paused);
  assert.ok((await stands()).at < 30);

  await page.locator(".roll-line", { hasText: "quan hệ" }).click();
  await page.locator(".console-stage").focus();
  await page.keyboard.press("Enter");
  await court.waitForFunction(() => !document.querySelector("audio") && document.querySelector("canvas"));
  const dots = () => court.evaluate(() => document.querySelector("canvas").toDataURL().length);
  const whole = await dots();
  await court.screenshot({ path: join(RESULTS, "screens", "pack", "court-1024-diagram.png") });
  await page.keyboard.press("s");
  await court.waitForFunction((before) => document.querySelector("canvas").toDataURL().length < before, whole);
  const first = await dots();
  await page.keyboard.press("s");
  await court.waitForFunction((before) => document.querySelector("canvas").toDataURL().length > before, first);
  await court.screenshot({ path: join(RESULTS, "screens", "pack", "court-1024-diagram-step.png") });
  await page.keyboard.type("4");
  await page.keyboard.press("Enter");
  await captioned(court, "BL 4 ");
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
  await visitor.sees("Đã phát 00:10–00:1");
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
  await visitor.sees("Đã phát 00:10–00:1");
  assert.equal(await page.locator("tbody tr").count(), lines);
  await visitor.look("day-report");
}

/** Where a letter of the picture of a page stands in the file: behind the contents, the words and the syllables, in blocks of 3 MiB. */
function placeOf(text, no) {
  const manifest = JSON.parse(text.split('id="pack-manifest">')[1].split("</script>")[0]);
  const before = 2 + Math.ceil(PAGES / 16);
  const byte = manifest.parts.slice(0, before + no).reduce((sum, [length]) => sum + length, 0) - 300;
  const [open, block] = ['<script type="application/octet-stream">', 3 << 20];
  let at = -1;
  for (let n = 0; n <= Math.floor(byte / block); n += 1) at = text.indexOf(open, at + 1);
  return at + open.length + Math.floor((byte % block) / 3) * 4;
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
  const at = placeOf(text, PAGES);
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

  story.step("a log that was changed on the machine is told, and is not written on");
  await torn.page.evaluate(async () => {
    const [{ name }] = await indexedDB.databases();
    const asked = (request) => new Promise((good, bad) => Object.assign(request, { onsuccess: () => good(request.result), onerror: () => bad(request.error) }));
    const db = await asked(indexedDB.open(name));
    const lines = db.transaction("lines", "readwrite").objectStore("lines");
    const [first] = await asked(lines.getAll());
    await asked(lines.put({ ...first, n: 2, bytes: first.bytes.map((byte) => byte ^ 1) }));
    db.close();
  });
  await torn.page.reload({ waitUntil: "commit" });
  await torn.page.locator("#pack-phrase").waitFor();
  await unlocked(torn);
  await torn.sees("Nhật ký này đã bị sửa hoặc mất từ dòng 2.");
  await torn.look("log-broken");
  await torn.context.clock.setSystemTime(torn.madeAt + 20 * DAY);
  await torn.page.reload({ waitUntil: "commit" });
  await torn.sees("vẫn lấy ra nhập vào vụ án được");
  await torn.look("expired-with-log");
  await torn.close();
}

/** The signature is judged before anything is opened: a touched one, and one of an authority that the office does not know. */
async function unbelieved(story, path) {
  story.step("a signature that was touched is refused");
  const text = await readFile(path, "utf8");
  const at = text.indexOf('"paper":"') + 9 + 400;
  const touched = `${path}.ky.html`;
  await writeFile(touched, `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`);
  const visitor = await machine(story, touched);
  await unlocked(visitor);
  await visitor.sees("Chữ ký số trong gói đã bị sửa hoặc ký cho gói khác.");
  await visitor.look("signature-broken");
  await visitor.close();
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  await signingOffice(story, await story.as("chief"));
  const address = await registerReport(prosecutor, { effective: "09/08/2026 15:00", summary: "Đe dọa đăng ảnh để đòi tiền, phiên tòa không mạng.", people: "Thái Doãn Lâm\nLò Văn Ún" });
  const id = address.split("/").pop();
  await prosecutor.go(`/casefile/matters/${id}`);
  await upload(prosecutor, await file(story.office.server.folder));
  await prosecutor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  await prepared(prosecutor, id, await untilRead(prosecutor, id, PAGES));
  await played(story, prosecutor, id);
  const path = await made(story, prosecutor, id);
  const machine_ = await machine(story, path);
  await opened(story, machine_);
  const court = await windowed(machine_);
  await tried(story, machine_, court);
  await court.screenshot({ path: join(RESULTS, "screens", "pack", "court-1024.png") });
  await ran(story, machine_, court);
  await survived(story, machine_, court, path);
  const log = await ended(story, machine_);
  await homecoming(story, prosecutor, id, log);
  await refused(story, path);
  await unbelieved(story, path);
};

export default [{ name: "pack", tell }];
