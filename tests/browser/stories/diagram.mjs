// Diagrams of the sample case draw themselves from facts and statements, are edited by mouse and keyboard, undone, renewed after new facts, laid out, shown step by step, exported and opened again.
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
const WITNESS = matter.witnesses[0].name;
/** The statements of the sample as their pages stand in what is uploaded: pages 23 to 34 of the born-digital file. */
const [FIRST, LAST] = [23, 34];
const STATEMENTS = [
  [1, 2, `Biên bản ghi lời khai bị hại ${VICTIM}`, "bien_ban_loi_khai"],
  [3, 4, `Biên bản ghi lời khai người làm chứng ${WITNESS}`, "bien_ban_loi_khai"],
  [8, 10, `Biên bản hỏi cung bị can ${accused.name} (lần 1)`, "bien_ban_hoi_cung"],
  [11, 12, `Biên bản đối chất giữa ${VICTIM} và ${accused.name}`, "bien_ban_hoi_cung"],
];

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

/** The sample case with its people and its statements, each leaf numbered. */
async function caseA(story, visitor) {
  const address = await registerReport(visitor, { effective: typed(matter.report.received_at), summary: matter.report.summary, informant: VICTIM, people: `${accused.name}\n${VICTIM}\n${WITNESS}` });
  const paper = (id) => ({ effective: typed(decision(id).date), number: decision(id).full_number, issuer: decision(id).issuer, charges: "170.1" });
  await recordAct(visitor, address, "case.initiated", paper("open"));
  await recordAct(visitor, address, "accused.initiated", paper("charge1"), { person: accused.name });
  await described(visitor, address, VICTIM, "bi_hai");
  const id = address.split("/").pop();
  const path = join(story.office.server.folder, "loi-khai.pdf");
  await run("qpdf", [join(ROOT, "samples/case-a/born-digital.pdf"), "--pages", ".", `${FIRST}-${LAST}`, "--", path]);
  await visitor.go(`/casefile/matters/${id}`);
  await upload(visitor, path);
  await visitor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  const view = await untilRead(visitor, id, LAST - FIRST + 1);
  for (const page of view.pages) await api(visitor, "POST", `/casefile/pages/${page.id}/bl`, { form: { bl: String(page.no + 20) } });
  for (const [first, last, title, kind] of STATEMENTS) await api(visitor, "POST", `/casefile/matters/${id}/documents`, { first, last, title, kind, bl: "" });
  return { address, id };
}

/** Says who somebody of the matter is. */
async function described(visitor, address, name, role) {
  await visitor.go(address);
  const card = visitor.page.locator(".person-box", { has: visitor.page.getByRole("heading", { name }) });
  const subject = (await card.first().getAttribute("id")).slice(2);
  await visitor.go(`${address}/record/party.described?subject=${subject}`);
  await visitor.fill({ effective: "21/05/2026", role });
  await visitor.record();
}

async function make(visitor, id, kind) {
  await visitor.go(`/evidence/matters/${id}/diagrams`);
  await visitor.page.locator("#kind").selectOption(kind);
  await visitor.leads(() => visitor.page.getByRole("button", { name: "Lập sơ đồ" }).click());
  await visitor.page.locator(".diagram-stage svg").waitFor();
}

const thing = (visitor, name) => visitor.page.locator('.diagram-stage [data-layer="thing"]', { hasText: name.split(" ").at(-1) }).first();

/** All words of the picture; a name may stand on two lines. */
const words = async (visitor) => (await visitor.page.locator(".diagram-stage svg text").allTextContents()).join(" ");

/** Waits until the picture is drawn anew after an act. */
async function redrawn(visitor, act) {
  const answered = visitor.page.waitForResponse((answer) => answer.url().includes("/diagrams/") && answer.request().method() !== "GET");
  await act();
  assert.equal((await answered).status(), 200);
  await visitor.page.waitForTimeout(50);
}

async function relations(story, visitor, { address, id }) {
  story.step("relations draw themselves from people and statements; what the machine proposes is named so");
  const { page } = visitor;
  await visitor.go(`/evidence/matters/${id}/diagrams`);
  await visitor.sees("Vụ án chưa có sơ đồ nào");
  await visitor.look("none");
  await make(visitor, id, "quan_he");
  for (const name of [accused.name, VICTIM]) await thing(visitor, name).waitFor();
  assert.match(await words(visitor), /máy đề xuất/);
  await visitor.look("relations");

  story.step("a person is taken over with its leaves, by typing; a leaf that is not there is refused and stays in its field");
  await thing(visitor, accused.name).click();
  await page.locator("#d-note").fill("Người nhắn tin đe dọa, nhận tiền");
  await page.locator(".show-saved", { hasText: "Đã lưu" }).waitFor();
  await page.locator("#d-bl").fill("BL 999");
  visitor.expects(422);
  await page.locator("#d-bl").blur();
  await page.locator(".show-saved.is-late").waitFor();
  assert.equal(await page.locator("#d-bl").inputValue(), "BL 999");
  await page.locator("#d-bl").fill("BL 28, 30");
  await redrawn(visitor, () => page.locator("#d-bl").blur());
  await visitor.look("edited");
  await page.locator(".diagram-one-head .icon-button").click();

  story.step("an account and a relation are added, a thing is dragged and another nudged by keys, all of it is undone and done again");
  await page.getByRole("button", { name: "Thêm", exact: true }).first().click();
  await page.locator("#n-kind").selectOption("account");
  await page.locator("#n-name").fill("Tài khoản mạng xã hội “Lâm đen”");
  await page.locator("#n-bl").fill("BL 28");
  await redrawn(visitor, () => page.locator(".diagram-add .btn-primary").first().click());
  await page.locator(".diagram-one-head .icon-button").click();
  await page.locator("#n-from").selectOption({ label: accused.name });
  await page.locator("#n-to").selectOption({ label: "Tài khoản mạng xã hội “Lâm đen”" });
  await page.locator("#n-link").selectOption("so_huu");
  await redrawn(visitor, () => page.getByRole("button", { name: "Nối" }).click());
  await page.locator(".diagram-one-head .icon-button").click();
  // Who said something of whom is a relation of its own, with the leaf that says it.
  await page.locator("#n-from").selectOption({ label: VICTIM });
  await page.locator("#n-to").selectOption({ label: accused.name });
  await page.locator("#n-link").selectOption({ label: "Khai về" });
  await redrawn(visitor, () => page.getByRole("button", { name: "Nối" }).click());
  assert.match(await words(visitor), /Khai về/);
  const target = thing(visitor, VICTIM);
  const before = await target.getAttribute("data-x");
  const box = await target.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 40, { steps: 5 });
  await redrawn(visitor, () => page.mouse.up());
  const moved = await thing(visitor, VICTIM).getAttribute("data-x");
  assert.notEqual(moved, before);
  await thing(visitor, accused.name).focus();
  await redrawn(visitor, () => page.keyboard.press("ArrowDown"));
  await redrawn(visitor, () => page.getByRole("button", { name: "Hoàn tác" }).click());
  await redrawn(visitor, () => page.getByRole("button", { name: "Hoàn tác" }).click());
  assert.equal(await thing(visitor, VICTIM).getAttribute("data-x"), before);
  await redrawn(visitor, () => page.getByRole("button", { name: "Làm lại" }).click());
  assert.equal(await thing(visitor, VICTIM).getAttribute("data-x"), moved);

  story.step("after a new fact it is renewed: somebody becomes a witness, what was edited and where it was put stays");
  const url = page.url();
  await described(visitor, address, WITNESS, "nguoi_lam_chung");
  await visitor.go(new URL(url).pathname);
  await page.locator(".diagram-stage svg").waitFor();
  await redrawn(visitor, () => page.getByRole("button", { name: "Cập nhật từ hồ sơ" }).click());
  const told = await words(visitor);
  for (const one of ["Người nhắn tin đe dọa", "Sở hữu, sử dụng", "Người làm chứng"]) assert.ok(told.includes(one), one);
  assert.equal(await thing(visitor, VICTIM).getAttribute("data-x"), moved);

  story.step("laid out by the libraries, then back to its own places");
  for (const name of ["Xếp theo quan hệ", "Xếp theo tầng", "Về chỗ mặc định"]) await redrawn(visitor, () => page.getByRole("button", { name }).click());
  await redrawn(visitor, () => page.getByRole("button", { name: "Xác nhận đề xuất có bút lục" }).click());
  await visitor.look("relations-renewed");
  return new URL(url).pathname;
}

/** Goes through what is presented: the letters of every frame are large enough on this screen; each frame is kept to be looked at. */
async function framed(story, visitor, name) {
  const { page } = visitor;
  const picture = page.locator(".present img");
  await picture.waitFor();
  const last = Number((await page.locator(".present-said").textContent()).split("/")[1]) - 1;
  assert.ok(last > 0);
  let things = 0;
  for (let n = 0; n <= last; n += 1) {
    await page.waitForFunction((n) => document.querySelector(".present img").complete && document.querySelector(".present img").src.endsWith(`step=${n}`), n);
    const { letters, many } = await picture.evaluate(async (img) => {
      const svg = new DOMParser().parseFromString(await (await fetch(img.src)).text(), "image/svg+xml");
      const [, , w, h] = svg.documentElement.getAttribute("viewBox").split(" ").map(Number);
      const scale = Math.min(img.clientWidth / w, img.clientHeight / h);
      const sizes = [...svg.querySelectorAll("text")].map((one) => Number(one.getAttribute("font-size")) * scale);
      return { letters: sizes.length ? Math.min(...sizes) : 99, many: svg.querySelectorAll('[data-layer="thing"]').length };
    });
    assert.ok(letters >= 22, `${name}, frame ${n}: letters of ${letters.toFixed(1)} points`);
    things = Math.max(things, many);
    await page.screenshot({ path: join(RESULTS, "screens", story.name, `projector-${name}-${n}.png`) });
    await page.keyboard.press("ArrowRight");
  }
  assert.ok(things > 1);
}

async function presented(story, visitor, at) {
  story.step("revealed step by step on a projector's screen");
  const { page } = visitor;
  await page.getByRole("button", { name: "Thứ tự trình chiếu" }).click();
  await redrawn(visitor, () => page.getByRole("button", { name: "Lần lượt từng phần tử" }).click());
  await page.setViewportSize(PROJECTOR);
  await page.getByRole("button", { name: "Trình chiếu", exact: true }).click();
  await framed(story, visitor, "relations");
  await page.keyboard.press("Escape");
  await page.setViewportSize(DESKTOP);
  await visitor.go(at);
}

async function exported(story, visitor, at) {
  story.step("exported, and each file is opened by another program");
  const { page } = visitor;
  const folder = story.office.server.folder;
  const taken = async (kind) => {
    const bytes = await page.evaluate(async (url) => Array.from(new Uint8Array(await (await fetch(url)).arrayBuffer())), `${at}/${kind}`);
    const path = join(folder, `so-do.${kind}`);
    await writeFile(path, Buffer.from(bytes));
    return path;
  };
  const [svg, pdf, png, graph] = [await taken("svg"), await taken("pdf"), await taken("png"), await taken("graphml")];
  await run("qpdf", ["--check", pdf]);
  assert.match((await run("pdftotext", [pdf, "-"])).stdout.replace(/\s+/g, " "), new RegExp(accused.name));
  await run("rsvg-convert", ["--width", "1024", "--output", join(RESULTS, "screens", story.name, "rsvg-relations.png"), svg]);
  assert.equal((await readFile(png)).subarray(1, 4).toString(), "PNG");
  assert.match(await readFile(graph, "utf8"), /<node id=/);
  // Chromium opens the same file on its own, with what it holds.
  const alone = await visitor.context.newPage();
  await alone.goto(`data:image/svg+xml;base64,${(await readFile(svg)).toString("base64")}`);
  assert.ok((await alone.locator("text").count()) > 10);
  await alone.close();
  await visitor.go(`${at}/print`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".diagram-print svg").isVisible(), true);
  await page.emulateMedia({ media: "screen" });
  await visitor.look("printed");
}

async function events(story, visitor, id) {
  story.step("the course of events comes from the statements; an alibi at the same hour elsewhere is pointed out");
  const { page } = visitor;
  await make(visitor, id, "dien_bien");
  await page.locator('.diagram-stage [data-layer="thing"]').first().waitFor();
  const told = await words(visitor);
  for (const one of ["08:40", "14:15", "14/05/2026", "20/05/2026"]) assert.ok(told.includes(one), `${one} in ${told}`);
  await visitor.look("events");
  const first = page.locator(".diagram-line", { hasText: "08 giờ 40" }).first();
  await first.click();
  await page.locator("#d-place").fill("quán nước ven hồ, đường Lý Thường Kiệt");
  await page.locator(".diagram-people").getByLabel(accused.name).check();
  await page.locator(".show-saved", { hasText: "Đã lưu" }).waitFor();
  await page.locator(".diagram-one-head .icon-button").click();
  await page.getByRole("button", { name: "Thêm", exact: true }).first().click();
  await page.locator("#n-name").fill("Khai ngủ ở nhà");
  await page.locator("#n-starts").fill("07 giờ 00 phút ngày 14/05/2026");
  await page.locator("#n-bl").fill("BL 28");
  await redrawn(visitor, () => page.locator(".diagram-add .btn-primary").first().click());
  await page.locator("#d-place").fill("nhà số 3 đường Hai Bà Trưng");
  await page.locator("#d-ends").fill("11 giờ 00 phút ngày 14/05/2026");
  await page.locator(".diagram-people").getByLabel(accused.name).check();
  await page.locator(".diagram-stage", { hasText: "cùng lúc ở hai nơi" }).waitFor();
  await page.locator(".diagram-one-head .icon-button").click();
  await visitor.look("events-clash");
  await page.setViewportSize(PROJECTOR);
  await page.getByRole("button", { name: "Trình chiếu", exact: true }).click();
  await framed(story, visitor, "events");
  await page.keyboard.press("Escape");
  await page.setViewportSize(DESKTOP);
}

async function others(story, visitor, id) {
  story.step("roles by the law and the line of procedure; on a phone; taken away and brought back");
  const { page } = visitor;
  await make(visitor, id, "to_chuc");
  await page.locator(".diagram-line", { hasText: accused.name }).first().click();
  await redrawn(visitor, () => page.locator("#d-role").selectOption("thuc_hanh"));
  assert.match(await words(visitor), /Người thực hành/);
  await visitor.look("organisation");
  await make(visitor, id, "to_tung");
  assert.match(await words(visitor), new RegExp(decision("open").full_number));
  await visitor.look("procedure");
  await page.setViewportSize(PHONE);
  await page.locator(".diagram-line").first().click();
  await visitor.look("phone");
  await page.setViewportSize(DESKTOP);
  await visitor.leads(() => page.getByRole("button", { name: "Bỏ sơ đồ" }).click());
  await page.getByText("Sơ đồ đã bỏ (1)").click();
  await visitor.leads(() => page.getByRole("button", { name: "Đưa trở lại" }).click());
  await page.locator(".diagram-stage svg").waitFor();
  await visitor.go(`/evidence/matters/${id}/diagrams`);
  assert.equal(await page.locator(".diagram-card").count(), 4);
  await visitor.look("four");
}

const tell = async (story) => {
  const visitor = await story.as("prosecutor");
  const known = await caseA(story, visitor);
  const at = await relations(story, visitor, known);
  await presented(story, visitor, at);
  await exported(story, visitor, at);
  await events(story, visitor, known.id);
  await others(story, visitor, known.id);
};

export default [{ name: "diagram", tell }];
