// The mind map of the sample case draws itself, is edited by keys, survives a dead program and new facts, goes out and comes back.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { accused, decision, matter, typed } from "../harness/case_a.mjs";
import { untilRead, upload } from "../harness/casefile.mjs";
import { recordAct, registerReport } from "../harness/matters.mjs";
import { RESULTS, ROOT } from "../harness/server.mjs";
import { DESKTOP, PHONE } from "../harness/visitor.mjs";

const run = promisify(execFile);
const PROJECTOR = { width: 1024, height: 768 };
const VICTIM = matter.victims[0].name;
/** Statements: pages 23 to 34 of the born-digital file. */
const [FIRST, LAST] = [23, 34];

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

async function caseA(story, visitor) {
  const address = await registerReport(visitor, { effective: typed(matter.report.received_at), summary: matter.report.summary, informant: VICTIM, people: `${accused.name}\n${VICTIM}` });
  const paper = (id) => ({ effective: typed(decision(id).date), number: decision(id).full_number, issuer: decision(id).issuer, charges: "170.1" });
  await recordAct(visitor, address, "case.initiated", paper("open"));
  await recordAct(visitor, address, "accused.initiated", paper("charge1"), { person: accused.name });
  const id = address.split("/").pop();
  const path = join(story.office.server.folder, "loi-khai-so-do.pdf");
  await run("qpdf", [join(ROOT, "samples/case-a/born-digital.pdf"), "--pages", ".", `${FIRST}-${LAST}`, "--", path]);
  await visitor.go(`/casefile/matters/${id}`);
  await upload(visitor, path);
  await visitor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  const view = await untilRead(visitor, id, LAST - FIRST + 1);
  for (const page of view.pages) await api(visitor, "POST", `/casefile/pages/${page.id}/bl`, { form: { bl: String(page.no + 20) } });
  const documents = [
    [1, 2, `Biên bản ghi lời khai bị hại ${VICTIM}`, "bien_ban_loi_khai"],
    [8, 10, `Biên bản hỏi cung bị can ${accused.name} (lần 1)`, "bien_ban_hoi_cung"],
  ];
  for (const [first, last, title, kind] of documents) await api(visitor, "POST", `/casefile/matters/${id}/documents`, { first, last, title, kind, bl: "" });
  return { address, id };
}

const nodeOf = (page, words) => page.locator(".mind-node", { hasText: words }).first();
const saved = (page) => page.locator(".mind-saved", { hasText: "Đã lưu" }).waitFor();

async function drawn(story, visitor, id) {
  story.step("the map draws itself; two levels for the leader, every node opens its page, what no page proves stands out");
  const { page } = visitor;
  await visitor.go(`/evidence/matters/${id}/map`);
  await visitor.look("no-maps");
  await visitor.leads(() => page.getByRole("button", { name: "Lập Sơ đồ vụ án" }).click());
  await nodeOf(page, "Chứng cứ buộc tội").waitFor();
  assert.equal(await page.locator(".mind-node.is-branch, .mind-node.is-open").count(), 14);
  await visitor.look("two-levels");
  await page.getByRole("button", { name: "Tất cả" }).click();
  const statement = nodeOf(page, `Biên bản hỏi cung bị can ${accused.name}`);
  await statement.waitFor();
  assert.match(await statement.locator(".mind-leaf").getAttribute("href"), /^\/casefile\/matters\/.*page=/);
  assert.ok((await page.locator(".mind-node.is-bare").count()) > 0, "an act without a page stands out");
  await visitor.look("all-levels");
  return new URL(page.url()).pathname;
}

async function edited(story, visitor, map) {
  story.step("edited by keys alone; undone and done again; dragged onto another branch");
  const { page } = visitor;
  await page.getByRole("button", { name: "2 cấp" }).click();
  await nodeOf(page, "13. Đề xuất").click();
  await page.keyboard.press("Tab");
  await page.locator(".mind-edit").waitFor();
  await page.keyboard.type("Truy tố theo khoản 1 Điều 170");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.locator(".mind-edit").waitFor();
  await page.keyboard.type("Tiếp tục tạm giam");
  await page.keyboard.press("Enter");
  await saved(page);
  await page.keyboard.press("Alt+ArrowUp");
  const own = () => page.locator(".mind-node.state-own .mind-words").allTextContents();
  await page.waitForFunction(() => document.querySelectorAll(".mind-node.state-own .mind-words")[0]?.textContent === "Tiếp tục tạm giam");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelectorAll(".mind-node.state-own .mind-words")[0]?.textContent.startsWith("Truy tố"));
  await page.keyboard.press("Control+y");
  await page.waitForFunction(() => document.querySelectorAll(".mind-node.state-own .mind-words")[0]?.textContent === "Tiếp tục tạm giam");
  await saved(page);
  // A leaf is typed beside the map; one that is not there is refused and stays typed.
  visitor.expects(422);
  await page.getByLabel("Bút lục").fill("BL 900");
  await page.getByLabel("Bút lục").press("Enter");
  await page.getByText("Hồ sơ số hóa chưa có bút lục 900").first().waitFor();
  assert.equal(await page.getByLabel("Bút lục").inputValue(), "BL 900");
  await page.getByLabel("Bút lục").fill("BL 28");
  await page.getByLabel("Bút lục").press("Enter");
  await page.locator(".mind-panel .mind-pages img").first().waitFor();
  await saved(page);
  await visitor.look("edited");
  const [from, to] = [await nodeOf(page, "Tiếp tục tạm giam").boundingBox(), await nodeOf(page, "14. Vấn đề còn bỏ ngỏ").boundingBox()];
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await saved(page);
  const tree = await api(visitor, "GET", `${map}/tree`);
  const moved = tree.json.nodes.find((node) => node.words === "Tiếp tục tạm giam");
  assert.equal(moved.parent, "branch:questions");
  assert.equal((await own()).length, 2);
}

async function killed(story, visitor, map) {
  story.step("the program dies in the middle of typing, the page too: nothing typed is lost");
  const { page } = visitor;
  await nodeOf(page, "Truy tố theo khoản 1").click();
  await page.keyboard.press("F2");
  await page.locator(".mind-edit").waitFor();
  // Whoever asks meanwhile is refused.
  visitor.expects(502, 503);
  await story.office.server.die();
  await page.keyboard.press("End");
  await page.keyboard.type(", không tách vụ án");
  await page.locator(".mind-saved.is-late").waitFor({ timeout: 20_000 });
  await story.office.server.again();
  await visitor.go(map);
  await nodeOf(page, "không tách vụ án").waitFor();
  await saved(page);
  const tree = await api(visitor, "GET", `${map}/tree`);
  assert.ok(tree.json.nodes.some((node) => node.words === "Truy tố theo khoản 1 Điều 170, không tách vụ án"));
}

async function renewed(story, visitor, { address }, map) {
  story.step("a new act: it is marked, every edit is still there");
  const { page } = visitor;
  await recordAct(visitor, address, "accused.approved", { effective: typed(decision("approve_charge").date), number: decision("approve_charge").full_number }, { person: accused.name });
  await visitor.go(map);
  await page.locator(".mind-news").waitFor();
  await visitor.look("new-acts");
  await page.getByRole("button", { name: "Đã xem, ghi nhận bản vẽ mới" }).click();
  await page.locator(".mind-news").waitFor({ state: "hidden" });
  const tree = await api(visitor, "GET", `${map}/tree`);
  for (const words of ["không tách vụ án", "Tiếp tục tạm giam", decision("approve_charge").full_number]) assert.ok(tree.json.nodes.some((node) => node.words.includes(words)), words);
  await visitor.page.locator("#version-note").fill("Báo cáo lãnh đạo lần 1");
  await visitor.leads(() => visitor.press("Lưu bản báo cáo"));
  await visitor.sees("Bản 1 theo ngày báo cáo");
  await visitor.look("version");
}

async function outside(story, visitor, map) {
  story.step("presented on a cheap projector, exported, and read back in");
  const { page } = visitor;
  const bytes = async (format) => Buffer.from(await page.evaluate(async (path) => [...new Uint8Array(await (await fetch(path)).arrayBuffer())], `${map}/export/${format}`));
  await visitor.go(map);
  await page.setViewportSize(PROJECTOR);
  await page.getByRole("button", { name: "Trình chiếu" }).click();
  await page.locator(".present img").waitFor();
  for (const n of [1, 2, 3, 4]) {
    await page.waitForFunction(() => document.querySelector(".present img").complete);
    await page.screenshot({ path: join(RESULTS, "screens", "mindmap", `projector-${n}.png`) });
    await page.keyboard.press("ArrowRight");
  }
  assert.match(await page.locator(".present-said").textContent(), /^5 \/ /);
  await page.keyboard.press("Escape");
  await page.setViewportSize(DESKTOP);
  const file = join(story.office.server.folder, "so-do.xmind");
  await writeFile(file, await bytes("xmind"));
  const { stdout } = await run(join(ROOT, "scripts/xmind"), ["read", file]);
  assert.ok(stdout.includes("không tách vụ án"), "an independent reader opens it");
  await page.locator("#mind-file").setInputFiles(file);
  await visitor.sees("Tệp không có gì khác với sơ đồ.");
  assert.ok((await bytes("pdf")).subarray(0, 5).equals(Buffer.from("%PDF-")));
  assert.ok((await readFile(file)).length > 500);
  await page.setViewportSize(PHONE);
  await visitor.go(map);
  await page.locator(".mind-outline").waitFor();
  await visitor.look("phone");
  await page.setViewportSize(DESKTOP);
  await visitor.go(`${map}/print`);
  await visitor.look("outline");
}

export default [
  {
    name: "mindmap",
    async tell(story) {
      const visitor = await story.as("prosecutor");
      const made = await caseA(story, visitor);
      const map = await drawn(story, visitor, made.id);
      await edited(story, visitor, map);
      await killed(story, visitor, map);
      await renewed(story, visitor, made, map);
      await outside(story, visitor, map);
    },
  },
];
