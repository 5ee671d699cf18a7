// A decision is recorded from its scan: dropped or picked, its fields read with their boxes, confirmed by one key.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { accused, decision, matter, measure, typed } from "../harness/case_a.mjs";
import { turnTo, untilRead, upload } from "../harness/casefile.mjs";
import { registerReport } from "../harness/matters.mjs";
import { ROOT } from "../harness/server.mjs";

const run = promisify(execFile);

/** Pages of the stack as a file of their own. */
async function cut(folder, pages, name) {
  const path = join(folder, name);
  await run("qpdf", [join(ROOT, "samples/case-a/stack.pdf"), "--pages", ".", pages, "--", path]);
  return path;
}

const field = (visitor, name) => visitor.page.locator(`.entry [name="${name}"]:not([type=hidden])`).first();

async function holds(visitor, values) {
  for (const [name, wanted] of Object.entries(values)) {
    assert.equal(await field(visitor, name).inputValue(), wanted, `the field ${name}`);
    await visitor.page.locator(`[data-field="${name}"] .source-chip`).waitFor();
  }
}

/** The one key; what the law warns of is read and confirmed. */
async function confirm(visitor) {
  await visitor.leads(() => visitor.page.keyboard.press("Control+Enter"));
  const warned = visitor.page.locator('.entry input[type="checkbox"][name="confirmed"]');
  if (visitor.status >= 400 && (await warned.count()) > 0) {
    await visitor.look("warned");
    await warned.check();
    await visitor.leads(() => visitor.page.keyboard.press("Control+Enter"));
  }
  assert.ok(visitor.status < 400, `taken: ${await visitor.words(".entry .alert-box")}`);
}

async function dropped(story, visitor, address, folder) {
  story.step("a decision is dropped on the way from the matter's page");
  const open = decision("open");
  await visitor.go(address);
  await visitor.press("Ghi từ bản quét");
  await visitor.look("drop-area");
  await upload(visitor, await cut(folder, "7", "khoi-to-vu-an.pdf"));
  await visitor.page.waitForURL(/\/scanned\/case\.initiated\?/, { timeout: 120_000 });
  await visitor.page.locator(".viewer .sheet img:not(.is-coming), .viewer .sheet canvas").first().waitFor();

  story.step("its fields are proposed, each with its box and its certainty");
  await holds(visitor, { effective: typed(open.date), number: open.full_number, charges: "170.1" });
  await visitor.sees("Chưa ghi gì vào hồ sơ");
  assert.match(await visitor.words('[data-field="effective"] .source-chip'), /đọc rõ/);
  await field(visitor, "effective").focus();
  const lit = async () => visitor.page.locator(".mark-source").first().getAttribute("y");
  await visitor.page.locator(".mark-source").first().waitFor({ state: "attached" });
  const first = await lit();
  for (let steps = 0; steps < 8; steps += 1) {
    await visitor.page.keyboard.press("Tab");
    if (await field(visitor, "charges").evaluate((one) => one === document.activeElement)) break;
    if (steps === 7) await field(visitor, "charges").focus();
  }
  await visitor.page.waitForFunction((before) => document.querySelector(".mark-source")?.getAttribute("y") !== before, first);
  await visitor.look("fields-proposed");

  story.step("an impossible day is refused as ever, and nothing is lost");
  const issuer = await field(visitor, "issuer").inputValue();
  await visitor.fill({ effective: "31/04/2026" });
  await visitor.leads(() => visitor.page.keyboard.press("Control+Enter"));
  assert.equal(visitor.status, 422);
  await holds(visitor, { number: open.full_number, charges: "170.1" });
  assert.equal(await field(visitor, "issuer").inputValue(), issuer);
  await visitor.look("refused");
  await visitor.fill({ effective: typed(open.date), issuer: open.issuer });
  await confirm(visitor);
  await visitor.sees("Đã ghi: Khởi tố vụ án");

  story.step("the fact stands with its boxes");
  const fact = visitor.page.locator(".fact", { hasText: open.full_number }).first();
  await fact.locator(".source-chip").first().waitFor();
  await visitor.look("fact-with-boxes");
  await fact.locator(".source-chip").first().click();
  await visitor.page.locator(".viewer .sheet").first().waitFor();
  await visitor.page.locator(".mark-source").first().waitFor({ state: "attached" });
}

async function picked(story, visitor, address, folder) {
  story.step("in the viewer, a page that begins a decision has the button and the key");
  const id = address.split("/").pop();
  const custody = decision("custody1");
  await visitor.go(`/casefile/matters/${id}`);
  await visitor.page.locator(".viewer .sheet").first().waitFor();
  await upload(visitor, await cut(folder, "6,26", "tam-giu.pdf"));
  await untilRead(visitor, id, 3);
  await visitor.go(`/casefile/matters/${id}?page=3`);
  await visitor.page.locator(".viewer .sheet").first().waitFor();
  await turnTo(visitor, 2);
  const button = visitor.page.getByRole("link", { name: "Ghi từ trang này" });
  await button.waitFor();
  await visitor.look("page-begins-a-decision");
  await visitor.page.locator(".viewer .stage").focus();
  await visitor.leads(() => visitor.page.keyboard.press("e"));
  await visitor.page.waitForURL(/\/scanned\/custody\.decided\?/);
  await visitor.page.locator(".viewer .sheet").first().waitFor();
  const person = await field(visitor, "subject").evaluate((one) => one.selectedOptions[0]?.textContent.trim());
  assert.equal(person, accused.name, "whom it is about");
  const term = measure("tạm giữ");
  await holds(visitor, { effective: typed(custody.from), number: custody.full_number, from: typed(term.from), to: typed(term.to), days: "3" });
  assert.equal(await field(visitor, "issuer").inputValue(), custody.issuer);
  await visitor.look("custody-proposed");
  await confirm(visitor);
  await visitor.sees(/Đã ghi: .*tạm giữ/i);

  story.step("a page that begins none says so, and what is recorded already is told");
  await visitor.go(`/casefile/matters/${id}?page=3`);
  await visitor.page.locator(".viewer .sheet").first().waitFor();
  await turnTo(visitor, 3);
  await visitor.page.locator(".viewer .stage").focus();
  await visitor.page.keyboard.press("e");
  await visitor.sees("Trang này không mở đầu một quyết định");
  await visitor.go(`/casefile/matters/${id}/entry`);
  await visitor.sees("số này đã có trong hồ sơ");
  await visitor.look("papers-of-the-file");
}

async function tell(story) {
  const prosecutor = await story.as("prosecutor");
  const { folder } = story.office.server;
  story.step("a report is registered");
  const address = await registerReport(prosecutor, {
    effective: typed(matter.report.received_at),
    summary: matter.report.summary,
    people: accused.name,
    take_docket: true,
  });
  await dropped(story, prosecutor, address, folder);
  await picked(story, prosecutor, address, folder);
}

export default [{ name: "quick-entry", tell }];
