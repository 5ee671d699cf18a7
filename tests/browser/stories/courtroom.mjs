// A show list is made, approved and shown: the prosecutor's console, two screens of the court, lines, pages and a program that die in the middle,
// a recording that every screen follows, the report.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { untilRead, upload } from "../harness/casefile.mjs";
import { captioned, goesOn, killed, painted, projected, recalled, screen } from "../harness/court.mjs";
import { registerReport } from "../harness/matters.mjs";
import { longRecording, recording } from "../harness/recordings.mjs";
import { ROOT } from "../harness/server.mjs";

const run = promisify(execFile);
const PAGES = 24;

/** Pages with letters in them, so that they are read at once. */
async function file(folder) {
  const path = join(folder, "ho-so-phien-toa.pdf");
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

/** The leaves are numbered 1, 2, 3 …; all belong to an expert's report, the third to a record of interrogation. */
async function numbered(visitor, id, view) {
  for (const page of view.pages) await api(visitor, "POST", `/casefile/pages/${page.id}/bl`, { form: { bl: String(page.no) } });
  const documents = `/casefile/matters/${id}/documents`;
  await api(visitor, "POST", documents, { first: 1, last: PAGES, title: "Kết luận giám định", kind: "giam_dinh", bl: "" });
  await api(visitor, "POST", documents, { first: 3, last: 3, title: "Biên bản hỏi cung", kind: "bien_ban_hoi_cung", bl: "" });
}

async function made(story, visitor, id) {
  story.step("the list: leaves are typed, described as they are typed, moved by keyboard and by mouse");
  const { page } = visitor;
  await visitor.go("/courtroom");
  await visitor.look("no-lists");
  await visitor.go(`/casefile/matters/${id}`);
  await visitor.press("Phiên tòa", page.locator(".page-actions"));
  const add = async (phase, typed, many) => {
    const before = await page.locator(".show-item").count();
    const box = page.locator(`[data-phase="${phase}"] .show-add input`);
    await box.fill(typed);
    await box.press("Enter");
    await page.waitForFunction((count) => document.querySelectorAll(".show-item").length === count, before + many);
  };
  await visitor.look("empty-list");
  await add("cong_bo_cao_trang", "BL 1-2", 2);
  await add("xet_hoi", "3", 1);
  await add("xet_hoi", "7+8", 1);
  await add("tranh_luan", "trang 9", 1);
  const question = page.locator('[data-phase="xet_hoi"] .show-item').first();
  await question.locator(".show-head").click();
  await question.getByLabel("Mục đích").fill("Chứng minh bị cáo nhận tiền ngày 12/5");
  await question.getByLabel("Người liên quan").fill("Thái Doãn Lâm");
  await question.getByLabel("Câu hỏi").fill("Bị cáo nhận tiền của ai?");
  await question.getByLabel("Câu trả lời dự kiến").fill("Của anh Minh");
  await question.getByLabel("Phương án dự phòng").fill("Công bố biên bản đối chất, BL 7");
  await question.locator(".show-saved", { hasText: "Đã lưu" }).waitFor();
  await question.getByRole("button", { name: "Phóng to" }).click();
  const paper = await question.locator(".is-drawn-on").boundingBox();
  await page.mouse.move(paper.x + 0.1 * paper.width, paper.y + 0.2 * paper.height);
  await page.mouse.down();
  await page.mouse.move(paper.x + 0.9 * paper.width, paper.y + 0.3 * paper.height, { steps: 5 });
  await page.mouse.up();
  await question.locator(".shown-callout").waitFor();
  await question.locator(".show-saved", { hasText: "Đã lưu" }).waitFor();
  await visitor.look("list");
  await question.locator(".show-head").click();
  // Alt and an arrow move it behind the pair and back.
  await question.locator(".show-head").focus();
  await page.keyboard.press("Alt+ArrowDown");
  await page.waitForFunction(() => document.querySelectorAll('[data-phase="xet_hoi"] .show-words b')[1]?.textContent === "BL 3");
  const handle = await page.locator('[data-phase="xet_hoi"] .show-handle').nth(1).boundingBox();
  const first = await page.locator('[data-phase="xet_hoi"] .show-item').first().boundingBox();
  await page.mouse.move(handle.x + 5, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(handle.x + 5, first.y + 4, { steps: 6 });
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelectorAll('[data-phase="xet_hoi"] .show-words b')[0]?.textContent === "BL 3");
  // Taken off and brought back.
  await page.locator('[data-phase="tranh_luan"] .icon-button').click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.locator('[data-phase="tranh_luan"] .show-item').waitFor();
}

/** A recording is being sent; after its first part the line is cut and the page dies. The same file goes on where it was. */
async function wentOn(story, visitor, path) {
  story.step("a recording whose sending broke off goes on where it was");
  const url = visitor.page.url();
  const isPart = (request) => request.url().includes("/parts?offset=");
  const arrived = visitor.page.waitForResponse((answer) => isPart(answer.request()) && answer.ok());
  await visitor.page.route("**/parts?offset=*", async (route) => {
    if (route.request().url().endsWith("offset=0")) return route.continue();
    await route.abort();
  });
  await visitor.page.locator("#media-file").setInputFiles(path);
  await arrived;
  await visitor.page.getByText("Mất kết nối, sẽ tự gửi tiếp").waitFor();
  await visitor.look("sending-waits");
  await killed(visitor);
  const { page } = visitor;
  await page.goto(url);
  await page.locator("#media-file").waitFor();
  const sent = [];
  page.on("request", (request) => isPart(request) && sent.push(Number(new URL(request.url()).searchParams.get("offset"))));
  await page.locator("#media-file").setInputFiles(path);
  await page.locator(".media-item", { hasText: "camera-ngo" }).first().waitFor();
  assert.deepEqual(sent, [4 << 20, 8 << 20], "what had arrived is not sent twice");
}

async function prepared(story, visitor, id) {
  story.step("questions with what is shown if the answer differs; a recording with the stretch to be played; words of the law");
  let { page } = visitor;
  await visitor.go(`/courtroom/matters/${id}`);
  await visitor.press("Đề cương xét hỏi");
  await page.locator("#outline-person").waitFor();
  await visitor.look("no-questions");
  await page.locator("#outline-person").fill("Thái Doãn Lâm");
  await page.getByRole("button", { name: "Thêm người được hỏi" }).click();
  const question = page.locator(".outline-item").first();
  await question.getByLabel("Câu hỏi").fill("Bị cáo gọi cho ai lúc 20 giờ?");
  await question.getByLabel("Câu trả lời dự kiến").fill("Gọi cho anh Minh");
  await question.getByLabel("Nếu khai khác").fill("Công bố bảng kê cuộc gọi");
  await question.locator(".show-saved", { hasText: "Đã lưu" }).waitFor();
  await question.getByLabel("Bút lục thành mục mới của danh mục").fill("BL 10");
  await question.getByRole("button", { name: "Thành mục mới" }).click();
  await page.waitForFunction(() => document.querySelector(".outline-exhibit select")?.selectedOptions[0]?.textContent.includes("BL 10"));
  await visitor.look("outline");

  story.step("the page dies while words of the outline and of the list are on their way: both are there again");
  const url = page.url();
  await question.getByLabel("Nếu khai khác").fill("Công bố bảng kê cuộc gọi, BL 10");
  await killed(visitor);
  page = visitor.page;
  await page.goto(url);
  await page.waitForFunction(() => [...document.querySelectorAll(".outline-differs textarea")].some((one) => one.value === "Công bố bảng kê cuộc gọi, BL 10"));
  await visitor.go(`/courtroom/matters/${id}`);
  const first = page.locator('[data-phase="xet_hoi"] .show-item').first();
  await first.locator(".show-head").click();
  await first.getByLabel("Mục đích").fill("Chứng minh bị cáo nhận tiền ngày 12/5 tại quán");
  await killed(visitor);
  page = visitor.page;
  await visitor.go(`/courtroom/matters/${id}`);
  const again = page.locator('[data-phase="xet_hoi"] .show-item').first();
  await again.locator(".show-head").click();
  assert.equal(await again.getByLabel("Mục đích").inputValue(), "Chứng minh bị cáo nhận tiền ngày 12/5 tại quán");

  await visitor.go(`/courtroom/matters/${id}/media`);
  await page.locator("#media-file").waitFor();
  await visitor.look("no-recordings");
  const wrong = join(story.office.server.folder, "camera.avi");
  await writeFile(wrong, "RIFF....AVI LIST");
  await page.locator("#media-file").setInputFiles(wrong);
  await page.locator(".media-said .is-late", { hasText: "Tệp kiểu AVI không phát được" }).waitFor();
  await page.locator("#media-file").setInputFiles(await recording(story.office.server.folder));
  const item = page.locator(".media-item").first();
  await item.getByLabel("Nguồn").selectOption("camera");
  await item.getByLabel("Tên băng ghi").fill("Camera quán Hoa Ban");
  await item.locator(".show-saved", { hasText: "Đã lưu" }).waitFor();
  await page.getByText("00:40").first().waitFor();
  await visitor.look("recordings");
  await wentOn(story, visitor, await longRecording(story.office.server.folder));
  page = visitor.page;
  await visitor.go(`/courtroom/matters/${id}`);
  const closing = page.locator('[data-phase="luan_toi"]');
  await closing.getByText("Lấy từ trích cứu").click();
  await closing.getByRole("button", { name: "Camera quán Hoa Ban" }).click();
  const tape = closing.locator(".show-item").first();
  await tape.locator(".show-head").click();
  await tape.getByLabel("Từ phút:giây").fill("0:10");
  await tape.getByLabel("Đến phút:giây").fill("0:30");
  await tape.getByRole("button", { name: "Thêm đoạn" }).click();
  await tape.getByLabel(/^Đoạn 1/).fill("Nhận phong bì, BL 10");
  await tape.getByLabel(/^Đoạn 1/).press("Tab");
  await tape.locator(".show-saved", { hasText: "Đã lưu" }).waitFor();
  await visitor.look("cues");
  await closing.getByText("Thêm điều luật").first().click();
  await closing.getByLabel("Điều của Bộ luật Hình sự").fill("170");
  await closing.getByRole("button", { name: "Lấy khung hình phạt" }).click();
  await page.waitForFunction(() => [...document.querySelectorAll(".law-form textarea")].some((one) => one.value.includes("cưỡng đoạt")));
  await visitor.look("law");
  await closing.getByRole("button", { name: "Thêm điều luật" }).click();
  await closing.locator(".show-item", { hasText: "Khoản 1 Điều 170" }).waitFor();
}

async function approved(story, visitor, id) {
  story.step("the chief returns it with a remark, then approves it; a later change is marked");
  const { page } = visitor;
  const submit = async () => {
    await page.getByText("Trình lãnh đạo duyệt danh mục").click();
    await visitor.press("Trình duyệt");
    await visitor.sees("Đã trình danh mục");
  };
  await visitor.go(`/courtroom/matters/${id}`);
  await submit();
  const chief = await story.as("chief");
  await chief.go(`/courtroom/matters/${id}`);
  await chief.look("to-approve");
  await chief.page.locator("#remark").fill("Bổ sung câu hỏi về số tiền");
  await chief.press("Trả lại");
  await visitor.go(`/courtroom/matters/${id}`);
  await visitor.sees("Ý kiến: Bổ sung câu hỏi về số tiền");
  await submit();
  await chief.go(`/courtroom/matters/${id}`);
  await chief.press("Duyệt danh mục");
  await visitor.go(`/courtroom/matters/${id}`);
  await visitor.sees("Đã duyệt");
  await visitor.go(`/courtroom/matters/${id}/print`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".print-title").isVisible(), true);
  await page.emulateMedia({ media: "screen" });
  await visitor.look("list-printed");
}

async function rehearsed(story, visitor, id) {
  story.step("a rehearsal counts how long each exhibit takes");
  const { page } = visitor;
  await visitor.go(`/courtroom/matters/${id}`);
  await visitor.press("Diễn tập");
  await page.locator(".roll-line").first().waitFor();
  await page.locator(".console-stage").focus();
  await page.keyboard.press("Enter");
  await page.locator(".roll-line.is-shown").waitFor();
  await page.waitForFunction(() => /^0'0[1-9] \//.test(document.querySelector(".roll-time").textContent));
  await page.getByRole("button", { name: "Kết thúc phiên" }).first().click();
  await visitor.leads(() => page.locator("dialog[open] .btn-danger").click());
  await visitor.go(`/courtroom/matters/${id}`);
  await page.locator(".show-item").first().waitFor();
  assert.match(await page.locator(".show-item .roll-time").first().textContent(), /^0'0\d \/ 1'00$/);
}

/** Each release that the program took, to be found in the log again. */
let released = 0;
function counted(visitor) {
  visitor.page.on("response", async (answer) => {
    if (!answer.url().endsWith("/release") || answer.status() !== 200) return;
    if ((await answer.json().catch(() => ({}))).state) released += 1;
  });
}

/** What the court's machine can reach by itself: its own line, and nothing of the case. */
async function tried(visitor, court, id, address) {
  const mine = court.asked.filter((path) => path !== address && path !== `${address}/events` && !path.startsWith("/assets/"));
  assert.deepEqual(mine, [], "it asks for nothing else: what is released comes to it");
  const { json } = await api(visitor, "GET", `/casefile/matters/${id}/pages?bl=2`);
  const [page] = json.pages;
  const at = (path) => new URL(path, court.page.url()).href;
  for (const path of [page.image, page.thumb, `${address}/pictures/${page.id}`, `${address}/pictures/${"a".repeat(52)}`, `${address}/media/${page.id}`, `/casefile/matters/${id}/pages?bl=2`, `/courtroom/matters/${id}/list`, new URL(visitor.page.url()).pathname, `${new URL(visitor.page.url()).pathname}/state`]) {
    const answer = await court.context.request.get(at(path), { maxRedirects: 0 });
    assert.ok([303, 401, 404].includes(answer.status()), `${path}: ${answer.status()}`);
  }
}

async function shown(story, visitor, id) {
  story.step("the trial: released by Enter and by number; two screens of the court see it, and nothing before");
  const { page } = visitor;
  await visitor.go(`/courtroom/matters/${id}`);
  released = 0;
  counted(visitor);
  await visitor.press("Mở phiên tòa");
  await page.locator(".roll-line").first().waitFor();
  const address = await page.getByRole("link", { name: "Mở màn hình phiên tòa" }).getAttribute("href");
  const [court, remote] = [await screen(story, address), await screen(story, address)];
  await page.getByText("2 màn hình đang nối").waitFor();
  assert.equal(await court.page.locator(".shown").count(), 0, "nothing was released");
  await projected(court, "dark");
  await page.locator(".console-stage").focus();
  await page.keyboard.press("Enter");
  for (const one of [court, remote]) await captioned(one, "BL 1 – Kết luận giám định");
  await visitor.look("console");
  await projected(court, "page");
  // Looking at the next one shows the court nothing.
  await page.keyboard.press("ArrowRight");
  await page.locator('.roll-line[aria-current="true"]', { hasText: "BL 2" }).waitFor();
  assert.match(await court.page.locator("#court-caption").textContent(), /^BL 1 /);
  await tried(visitor, court, id, address);

  story.step("a statement is asked for twice (BLTTHS Đ.308); blank and hold");
  await page.keyboard.press("ArrowRight");
  await page.locator('.roll-line[aria-current="true"]', { hasText: "BL 3" }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  await visitor.look("asks-statement");
  await page.locator("#ask-ground").fill("HĐXX cho công bố, lời khai mâu thuẫn");
  await page.keyboard.press("Enter");
  await captioned(court, "BL 3 – Biên bản hỏi cung");
  await projected(court, "callout");
  await page.locator(".console-stage").focus();
  await page.keyboard.press("b");
  await court.page.waitForFunction(() => document.querySelector("#court-stage").childElementCount === 0);
  await page.keyboard.press("f");
  await page.getByText("Đang giữ màn hình").waitFor();
  visitor.expects(422);
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await visitor.sees("Màn hình đang được giữ");
  await page.keyboard.press("f");
  await page.getByText("Đang giữ màn hình").waitFor({ state: "detached" });
  await page.keyboard.type("7+8");
  await page.keyboard.press("Enter");
  await captioned(court, "BL 7, BL 8");
  await projected(court, "side-by-side");
  return { court, remote, address };
}

/** Where the recording stands on a screen, and whether it runs. */
const tapeOf = (one) => one.page.evaluate(() => { const tape = document.querySelector("audio"); return tape && { at: tape.currentTime, runs: !tape.paused, isMute: tape.muted }; });

async function heard(story, visitor, { court, remote, address }) {
  story.step("a recording: played, stopped and jumped in from the console; every screen follows, and one that comes late catches up");
  const { page } = visitor;
  await page.locator(".roll-line", { hasText: "Camera quán Hoa Ban" }).click();
  assert.equal(await court.page.locator("audio").count(), 0, "looked at is not released");
  await page.locator(".console-stage").focus();
  await page.keyboard.press("Enter");
  for (const one of [court, remote]) await captioned(one, "Camera quán Hoa Ban");
  await page.locator(".console-tape").waitFor();
  assert.equal((await tapeOf(court)).runs, false, "it waits for its button");
  // Nobody has touched the second screen: it shows that it has no sound yet, and has it after one click.
  await page.locator(".tape-cues .btn").click();
  for (const one of [court, remote]) await one.page.waitForFunction(() => { const tape = document.querySelector("audio"); return tape && !tape.paused && tape.currentTime > 10.5; });
  const together = async (screens, name) => {
    const stand = (await Promise.all(screens.map(tapeOf))).map((one) => one.at);
    assert.ok(Math.max(...stand) - Math.min(...stand) < 1, `${name}: ${stand}`);
  };
  await together([court, remote], "both screens");
  if (await court.page.locator("#court-sound").isVisible()) {
    await court.page.locator("#court-stage").click();
    await court.page.locator("#court-sound").waitFor({ state: "hidden" });
    assert.equal((await tapeOf(court)).isMute, false);
  }
  await visitor.look("console-tape");
  await projected(court, "recording");
  const late = await screen(story, address);
  await late.page.waitForFunction(() => { const tape = document.querySelector("audio"); return tape && !tape.paused && tape.currentTime > 10; });
  await together([court, late], "a screen that comes late");
  // The line of this screen alone is cut; it catches up with where the others are.
  await late.context.setOffline(true);
  await page.locator(".console-stage").focus();
  await page.keyboard.press(".");
  await late.page.getByText("Mất kết nối").waitFor();
  await late.context.setOffline(false);
  await late.page.waitForFunction(() => document.querySelector("#court-line").textContent === "");
  await late.page.waitForTimeout(700);
  await together([court, late], "after its line was cut");
  await late.close();
  await page.keyboard.press(" ");
  for (const one of [court, remote]) await one.page.waitForFunction(() => document.querySelector("audio").paused);
  await page.locator(".roll-line", { hasText: "Khoản 1 Điều 170" }).click();
  await page.locator(".console-stage").focus();
  await page.keyboard.press("Enter");
  await captioned(court, "Khoản 1 Điều 170 Bộ luật Hình sự");
  assert.equal(await court.page.locator("audio").count(), 0);
  await court.page.getByText("không phải nguyên văn điều luật").waitFor();
  const letters = await court.page.locator(".shown-law-text").evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize) * (one.getBoundingClientRect().height / one.offsetHeight));
  assert.ok(letters >= 32, `24 points: ${letters}`);
  await projected(court, "law");
}

async function cut(story, visitor, { court, remote, address }) {
  story.step("one line is cut, one page is closed, then another: the others go on, and each is back within two seconds");
  await visitor.page.locator(".console-stage").focus();
  await court.context.setOffline(true);
  await court.page.getByText("Mất kết nối, đang nối lại…").waitFor();
  await recalled(visitor, remote, 15);
  assert.doesNotMatch(await court.page.locator("#court-caption").textContent(), /^BL 15/);
  await goesOn(story, "the court's own line is back", async () => {
    await court.context.setOffline(false);
    await captioned(court, "BL 15 ");
  });
  await killed(court);
  await goesOn(story, "the projector's page was killed and is opened again", async () => {
    await court.page.goto(address);
    await captioned(court, "BL 15 ");
  });
  await painted(court);
  await visitor.page.locator("#console-notes").fill("Bị cáo khai khác cáo trạng");
  // It dies while the words are still on their way.
  const url = visitor.page.url();
  await killed(visitor);
  await goesOn(story, "the console's page was killed and is opened again", async () => {
    await visitor.page.goto(url);
    await visitor.page.locator(".roll-line").first().waitFor();
    await visitor.page.waitForFunction(() => document.querySelector(".mirror-said")?.textContent.includes("BL 15"));
  });
  counted(visitor);
  await visitor.page.locator(".console-box", { hasText: "Đã lưu" }).first().waitFor();
  assert.equal(await visitor.page.locator("#console-notes").inputValue(), "Bị cáo khai khác cáo trạng");

  story.step("the console's own line is cut: the court keeps what it sees, what is typed is kept, and the trial goes on");
  await visitor.context.setOffline(true);
  await visitor.page.locator(".console.is-cut").waitFor();
  await visitor.page.locator("#console-notes").fill("Bị cáo khai khác cáo trạng, đã công bố BL 15");
  await visitor.page.locator(".console-stage").focus();
  await visitor.page.keyboard.type("16");
  await visitor.page.keyboard.press("Enter");
  await visitor.page.getByText("Chưa kết nối được máy chủ").first().waitFor();
  await visitor.look("console-cut");
  for (const one of [court, remote]) assert.match(await one.page.locator("#court-caption").textContent(), /^BL 15/);
  await goesOn(story, "the console's own line is back", async () => {
    await visitor.context.setOffline(false);
    await visitor.page.waitForFunction(() => !document.querySelector(".console").classList.contains("is-cut"));
    await visitor.page.waitForFunction(() => document.querySelector(".mirror-said")?.textContent.includes("BL 15"));
  });
  await visitor.page.locator(".console-box", { hasText: "Đã lưu" }).first().waitFor({ timeout: 10_000 });
  await visitor.page.locator(".console-stage").focus();
}

async function measured(story, visitor, court) {
  const times = [];
  for (const bl of [10, 14, 11, 20, 5, 16, 9, 22, 12, 18, 24, 13]) times.push(await recalled(visitor, court, bl));
  times.sort((a, b) => a - b);
  const said = (ms) => `${Math.round(ms)} ms`;
  story.step(`number pad to the court's screen, ${PAGES} pages, ${times.length} recalls: median ${said(times[times.length >> 1])}, slowest ${said(times.at(-1))}`);
}

async function survived(story, visitor, { court, remote, address }) {
  story.step("the program dies in the middle; every screen is back by itself, and what comes next is seen");
  const { page } = visitor;
  for (const one of [visitor, court, remote]) one.expects(502, 503);
  await story.office.server.die();
  await court.page.getByText("Mất kết nối, đang nối lại…").waitFor();
  assert.match(await court.page.locator("#court-caption").textContent(), /^BL 15/, "what was seen stays");
  await page.locator("#console-notes").fill("Gõ trong lúc mất máy chủ");
  await story.office.server.again();
  await goesOn(story, "back after the program answered", async () => {
    await court.page.waitForFunction(() => document.querySelector("#court-line").textContent === "");
    await page.waitForFunction(() => !document.querySelector(".console").classList.contains("is-cut"));
  });
  await page.locator(".console-box", { hasText: "Đã lưu" }).first().waitFor();
  await page.locator(".console-stage").focus();
  await recalled(visitor, court, 6);
  await captioned(remote, "BL 6 ");
  // Whoever opens the address late sees the present state.
  const late = await screen(story, address);
  await captioned(late, "BL 6 ");
  await late.close();
}

async function reported(story, visitor, { court, address }) {
  story.step("the session ends: the address opens no more, the log is a table beside the court's minutes");
  const { page } = visitor;
  await page.locator("#console-notes").fill("Bị cáo thừa nhận đã nhận tiền");
  await page.locator(".console-box", { hasText: "Đã lưu" }).first().waitFor();
  await page.getByRole("button", { name: "Kết thúc phiên" }).first().click();
  await visitor.leads(() => page.locator("dialog[open] .btn-danger").click());
  await visitor.sees("Đã kết thúc phiên");
  await court.page.getByText("Phiên trình chiếu đã kết thúc.").waitFor();
  assert.equal(await court.page.locator(".shown").count(), 0);
  const answer = await court.context.request.get(new URL(address, court.page.url()).href);
  assert.equal(answer.status(), 404);
  await visitor.sees("BLTTHS Đ.308: HĐXX cho công bố, lời khai mâu thuẫn");
  await visitor.sees("Bị cáo thừa nhận đã nhận tiền");
  await visitor.sees("Đã phát 00:10–");
  assert.equal(await page.locator("tbody tr").count(), released, "each release is a line of the log");
  await visitor.look("report");
  await visitor.go("/courtroom");
  await visitor.look("home");
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const address = await registerReport(prosecutor, { effective: "09/08/2026 15:00", summary: "Đe dọa đăng ảnh để đòi tiền, đưa ra phiên tòa.", people: "Thái Doãn Lâm" });
  const id = address.split("/").pop();
  await prosecutor.go(`/casefile/matters/${id}`);
  await upload(prosecutor, await file(story.office.server.folder));
  await prosecutor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  const view = await untilRead(prosecutor, id, PAGES);
  await numbered(prosecutor, id, view);
  await made(story, prosecutor, id);
  await prepared(story, prosecutor, id);
  await approved(story, prosecutor, id);
  await rehearsed(story, prosecutor, id);
  const room = await shown(story, prosecutor, id);
  await heard(story, prosecutor, room);
  await measured(story, prosecutor, room.court);
  await cut(story, prosecutor, room);
  await survived(story, prosecutor, room);
  await reported(story, prosecutor, room);
};

export default [{ name: "courtroom", tell }];
