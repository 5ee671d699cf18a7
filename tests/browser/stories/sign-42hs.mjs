// From a clock near its end to a signed, numbered 42/HS: the prosecutor's desk, the leader's phone, a real device in software.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { accused, measure, typed } from "../harness/case_a.mjs";
import { detainedInCaseA } from "../harness/detained.mjs";
import { ROOT } from "../harness/server.mjs";
import { signingOffice } from "../harness/signing.mjs";
import { readSquare } from "../harness/square.mjs";
import { PHONE } from "../harness/visitor.mjs";

const run = promisify(execFile);
const PROGRAM = process.env.KIEMSAT ?? join(ROOT, "target/debug/kiemsat");
const MOST_CLICKS = 12;
const MOST_SECONDS = 60;
const NAME = accused.name;

/** Counts what a person does with the mouse or the thumb. */
function counting() {
  let clicks = 0;
  return {
    click: async (visitor, target, leads = true) => {
      clicks += 1;
      if (leads) await visitor.leads(() => target.click());
      else await target.click();
    },
    get clicks() {
      return clicks;
    },
  };
}

async function near(story, prosecutor) {
  story.step("a detention that ends in four days, and the request of the investigating body");
  return detainedInCaseA(story, prosecutor);
}

async function tell(story) {
  const chief = await story.as("chief");
  const device = await signingOffice(story, chief);
  const prosecutor = await story.as("prosecutor");
  const address = await near(story, prosecutor);
  const phone = await story.as("chief", { viewport: PHONE, hasTouch: true, isMobile: true });
  await prosecutor.go("/desk");
  await phone.go("/desk");

  story.step("from the clock on the desk to the signed order");
  const hand = counting();
  const began = Date.now();
  const line = prosecutor.page.locator("main tr", { hasText: NAME }).filter({ hasText: "tạm giam" }).first();
  await hand.click(prosecutor, line.locator("a.btn").first());
  if (!prosecutor.path().startsWith("/documents/")) {
    await hand.click(prosecutor, prosecutor.page.getByRole("link", { name: /Soạn văn bản theo mẫu 42\/HS/ }).first());
  }
  const draft = prosecutor.path();
  await hand.click(prosecutor, prosecutor.page.getByRole("button", { name: /^Trình .* ký$/ }));
  await prosecutor.sees(/^Đã trình/);
  await phone.go("/desk");
  await hand.click(phone, phone.page.getByRole("link", { name: "Mở hộp trình ký" }));
  await hand.click(phone, phone.page.locator(".folder-words h2 a").first());
  await hand.click(phone, phone.page.getByRole("button", { name: "Ký số và ban hành" }));
  const confirm = phone.page.locator('input[name="confirmed"]');
  if ((await confirm.count()) > 0) {
    await hand.click(phone, confirm, false);
    await hand.click(phone, phone.page.getByRole("button", { name: "Ký số và ban hành" }));
  }
  await phone.sees(/Đã ký, đóng dấu và ban hành số/);
  const seconds = (Date.now() - began) / 1000;
  console.log(`   ${hand.clicks} clicks, ${seconds.toFixed(1)} s`);
  assert.ok(hand.clicks < MOST_CLICKS, `${hand.clicks} clicks`);
  assert.ok(seconds < MOST_SECONDS, `${seconds} s`);
  await phone.look("signed-phone");
  const number = await judged(story, phone, draft, device);
  await registered(story, prosecutor, draft, address, number);
}

async function judged(story, visitor, draft, device) {
  story.step("the file is judged by our own command and by pdfsig");
  const answer = await visitor.context.request.get(`${draft}/pdf`);
  assert.equal(answer.status(), 200);
  const file = join(story.office.server.folder, "42-HS-signed.pdf");
  await writeFile(file, await answer.body());
  const said = await run(PROGRAM, ["verify", file, "--json", "--trust", device.trust, "--at", "2026-08-14T08:00:00+07:00"]).catch((error) => error);
  const report = JSON.parse(said.stdout);
  assert.equal(report.signatures.length, 2, said.stdout);
  for (const one of report.signatures) assert.equal(one.verdict, "valid", JSON.stringify(one));
  assert.equal(report.signatures.at(-1).covers_whole_file, true);
  const { stdout } = await run("pdfsig", ["-nocert", file]);
  assert.equal(stdout.match(/Signature is Valid/g)?.length, 2, stdout);
  await run("pdftoppm", ["-r", "90", "-png", file, join(ROOT, "test-results/screens", story.name, "98-order-paper")]).catch(() => undefined);
  const words = (await run("pdftotext", ["-layout", file, "-"])).stdout.normalize("NFC");
  const number = words.match(/Số: (\d+\/QĐ-VKSKV3)/)?.[1];
  assert.ok(number, words);
  return number;
}

async function registered(story, prosecutor, draft, address, number) {
  story.step("the case has moved; the register has it; it is passed on and copied");
  await prosecutor.go(address);
  await prosecutor.sees(typed(measure("gia hạn tạm giam lần 1").to));
  const clerk = await story.as("clerk");
  await clerk.go("/documents/outgoing");
  await clerk.sees(number);
  await clerk.look("outgoing");
  await clerk.go(draft);
  await clerk.page.locator("#deliveries > summary").click();
  await clerk.page.locator('#deliveries input[name="recipient"]').fill("Trại tạm giam Công an tỉnh Sơn La");
  await clerk.look("delivery");
  await clerk.press("Ghi giao, gửi");
  await clerk.sees("Đã ghi giao, gửi");
  await clerk.page.locator("#copies > summary").click();
  await clerk.press("Sao văn bản");
  await clerk.sees(/Đã lập bản sao/);
  await clerk.go("/documents/copies");
  await clerk.sees("1/SY-VKSKV3");
  await clerk.look("copies");
  await scanned(story, clerk, draft, number);
  await extracted(story, clerk, draft, number);
  for (const path of ["/documents/outgoing/xlsx", "/documents/outgoing/pdf", "/documents/copies/xlsx", "/documents/copies/pdf"]) {
    const answer = await clerk.context.request.get(path);
    assert.equal(answer.status(), 200, path);
  }
}

/** Trích sao: only the chosen parts, under a number of its own. */
async function extracted(story, clerk, draft, number) {
  story.step("a part of the order is copied as an extract");
  const { page } = clerk;
  const begin = async () => {
    await page.locator("#copies > summary").click();
    await page.locator('#copies select[name="kind"]').selectOption("trich_sao");
  };
  await clerk.go(draft);
  await begin();
  await clerk.press("Sao văn bản");
  await clerk.sees("Hãy chọn những phần của văn bản cần trích sao");
  await begin();
  await page.locator("#copies .turn-parts > summary").click();
  const parts = page.locator("#copies .turn-parts label");
  const first = parts.filter({ hasText: "Điều 1." });
  await first.locator('input[name="part"]').check();
  await clerk.look("extract");
  await clerk.press("Sao văn bản");
  await clerk.sees(/Đã lập bản sao/);
  await clerk.go("/documents/copies");
  await clerk.sees("2/TrS-VKSKV3");
  const link = page.locator("#list a", { hasText: "2/TrS-VKSKV3" });
  const answer = await clerk.context.request.get(await link.getAttribute("href"));
  const file = join(story.office.server.folder, "trich-sao.pdf");
  await writeFile(file, await answer.body());
  await run("pdftoppm", ["-r", "90", "-png", "-l", "1", file, join(ROOT, "test-results/screens", story.name, "97-extract-paper")]).catch(() => undefined);
  const words = (await run("pdftotext", ["-layout", file, "-"])).stdout.normalize("NFC");
  for (const there of ["TRÍCH SAO", number, "Điều 1."]) assert.ok(words.includes(there), `${there}: ${words}`);
  assert.ok(!words.includes("Điều 2."), words);
}

/** What a stranger with the printed copy learns. */
async function scanned(story, clerk, draft, number) {
  story.step("whoever holds the copy scans its square and learns who signed");
  const link = clerk.page.locator('#list a[href^="/documents/copies/"]').first();
  const answer = await clerk.context.request.get(await link.getAttribute("href"));
  const file = join(story.office.server.folder, "sao-y.pdf");
  await writeFile(file, await answer.body());
  await run("pdftoppm", ["-r", "90", "-png", "-l", "1", file, join(ROOT, "test-results/screens", story.name, "99-copy-paper")]).catch(() => undefined);
  const address = await readSquare(file);
  assert.ok(address.startsWith(`${story.office.server.url}/check/`), address);
  const guest = await story.guest("chief");
  await guest.go(new URL(address).pathname);
  for (const words of ["Cơ quan đã ban hành văn bản này", `1/SY-VKSKV3, sao văn bản số ${number}`, /Cả 3 chữ ký hợp lệ/]) await guest.sees(words);
  await guest.look("copy-checked");
  await clerk.go(`${draft}/check`);
  await clerk.sees("Cả 2 chữ ký hợp lệ");
  await clerk.look("proof");
}

export default [{ name: "sign-42hs", tell }];
