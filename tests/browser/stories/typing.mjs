// What is typed stays: through a killed page, and through somebody else's work on the same matter.
import assert from "node:assert/strict";
import { openAct, recordAct, registerReport } from "../harness/matters.mjs";

async function autosave(story) {
  const prosecutor = await story.as("prosecutor");
  const { context } = prosecutor;
  const address = await registerReport(prosecutor, { effective: "10/08/2026 08:30", summary: "Mất xe mô tô trước cửa nhà.", people: "Lường Văn Phủ" });
  await openAct(prosecutor, address, "report.declared_complex");
  const form = prosecutor.page.url();
  const saved = prosecutor.page.waitForResponse((answer) => answer.url().includes("/shell/draft/") && answer.ok());
  await prosecutor.fill({ effective: "12/08/2026" });
  await prosecutor.page.locator(".entry textarea, .entry input[name=note], .entry input[name=reason]").first().fill("Phải giám định dấu vết, chưa có kết quả");
  await saved;
  await prosecutor.sees(/^Đã lưu/);
  await prosecutor.look("saved-while-typing");
  story.step("the page is killed");
  await prosecutor.page.close({ runBeforeUnload: false });
  prosecutor.page = await context.newPage();
  await prosecutor.page.goto(form);
  assert.equal(await prosecutor.page.locator('.entry [name="effective"]').inputValue(), "12/08/2026");
  const kept = await prosecutor.page.locator(".entry textarea, .entry input").evaluateAll((all) => all.map((one) => one.value));
  assert.ok(kept.includes("Phải giám định dấu vết, chưa có kết quả"), "what was typed is there again");
  await prosecutor.look("typed-values-back");
}

async function together(story) {
  const prosecutor = await story.as("prosecutor");
  const deputy = await story.as("deputy");
  const address = await registerReport(prosecutor, { effective: "11/08/2026 09:00", summary: "Bị chiếm đoạt tiền qua mạng.", people: "Quàng Thị Hặc" });
  await openAct(deputy, address, "report.declared_complex");
  await deputy.fill({ effective: "13/08/2026" });
  story.step("meanwhile the prosecutor records another act");
  await openAct(prosecutor, address, "report.verification_requested");
  await prosecutor.fill({ effective: "12/08/2026", number: "31/YC-VKSKV3" });
  await fillRequired(prosecutor);
  await prosecutor.record();
  story.step("the second is told calmly, with everything typed still there");
  const answer = await deputy.send();
  assert.ok(!answer.moved);
  await deputy.sees("người khác đã ghi thêm vào hồ sơ này");
  assert.equal(await deputy.page.locator('.entry [name="effective"]').inputValue(), "13/08/2026");
  await deputy.look("changed-meanwhile");
  await deputy.record();
}

/** Two letters without marks are enough, and nothing that was typed is taken away. */
async function letters(story) {
  const prosecutor = await story.as("prosecutor");
  const { page } = prosecutor;
  const issuer = "Cơ quan CSĐT Công an xã Chiềng Khoong";
  const address = await registerReport(prosecutor, { effective: "10/08/2026 08:30", summary: "Mất trộm điện thoại.", people: "Bạc Cầm Quý" });
  await recordAct(prosecutor, address, "case.initiated", { effective: "11/08/2026", number: "155/QĐ-CSĐT", issuer, charges: "173.1" });
  await openAct(prosecutor, address, "accused.initiated", { person: "Bạc Cầm Quý" });
  const field = (name) => page.locator(`.entry [name="${name}"]:not([type=hidden])`);
  story.step("the issuer by the letters of its last words");
  await field("issuer").fill("");
  await page.keyboard.type("khoong");
  await page.locator(".choices [role=option]", { hasText: issuer }).waitFor();
  assert.equal(await field("issuer").getAttribute("aria-expanded"), "true");
  await prosecutor.look("issuer-by-letters");
  await page.keyboard.press("Enter");
  assert.equal(await field("issuer").inputValue(), issuer);
  story.step("Tab keeps what was typed");
  await field("issuer").fill("");
  await page.keyboard.type("Công an xã Ch");
  await page.keyboard.press("Tab");
  assert.equal(await field("issuer").inputValue(), "Công an xã Ch");
  story.step("an article by the name of its offence, a second one after the first");
  await field("charges").fill("");
  // An offence that no other story has entered: what the unit wrote lately is offered first, with its clause.
  await page.keyboard.type("chiem giu");
  await page.keyboard.press("Enter");
  assert.equal(await field("charges").inputValue(), "176.");
  await page.keyboard.type("1; trom");
  await page.locator(".choices [role=option]", { hasText: "173" }).first().waitFor();
  await prosecutor.look("article-by-letters");
  await page.keyboard.press("Enter");
  assert.match(await field("charges").inputValue(), /^176\.1; 173/);
  story.step("a day without its year, and the tail of a number");
  await field("effective").fill("");
  await page.keyboard.type("1208");
  await page.keyboard.press("Enter");
  assert.equal(await field("effective").inputValue(), "12/08/2026");
  await prosecutor.go("/criminal/cases/new");
  await field("number").focus();
  await page.keyboard.type("156");
  await page.keyboard.press("Tab");
  assert.equal(await field("number").inputValue(), "156/QĐ-CSĐT");
}

/** Fills what the form still asks for. */
async function fillRequired(visitor) {
  const empty = visitor.page.locator(".entry textarea[required], .entry input.form-control[required]");
  for (const one of await empty.all()) {
    if ((await one.inputValue()) === "") await one.fill("Xác minh chủ tài khoản nhận tiền");
  }
}

export default [
  { name: "autosave", tell: autosave },
  { name: "two-people", tell: together },
  { name: "letters", tell: letters },
];
