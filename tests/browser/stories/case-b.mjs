// Case-b, two accused, from the scanner's stack to PDF/A: read, ordered by itself, confirmed by keys, found, given out. `--whole` takes all sixty pages.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { untilRead, upload } from "../harness/casefile.mjs";
import { registerReport } from "../harness/matters.mjs";
import { ROOT, pause } from "../harness/server.mjs";

const run = promisify(execFile);
const FOLDER = join(ROOT, "samples/case-b");
/** From the receipt of the report to the order against the second accused: every level of scan, a blank back, a page turned on its side. */
const [FIRST, LAST] = [4, 14];

const truth = JSON.parse(await readFile(join(FOLDER, "truth.json"), "utf8"));

/** The stack that is sent, how many pages it has, and the documents that lie in it. */
async function stack(folder, whole) {
  const [first, last] = whole ? [1, truth.counts.pages] : [FIRST, LAST];
  const path = join(folder, "case-b.pdf");
  await run("qpdf", [join(FOLDER, "stack.pdf"), "--pages", ".", `${first}-${last}`, "--", path]);
  const documents = truth.documents.filter((one) => one.first_page >= first && one.last_page <= last && one.bl_from);
  return { path, pages: last - first + 1, documents };
}

const leaves = ({ bl_from, bl_to }) => (bl_from === bl_to ? `BL ${bl_from}` : `BL ${bl_from}-${bl_to}`);

async function ordered(story, visitor, href, documents) {
  story.step("the stack has ordered itself: every paper with its name and its leaves");
  const lines = visitor.page.locator(".ordering-line");
  for (let tries = 0; tries < 120 && (await lines.count()) === 0; tries += 1) {
    await pause(1000);
    await visitor.go(href);
  }
  const proposed = await lines.allTextContents();
  const wrong = documents.filter((one) => !proposed.some((line) => line.includes(one.title) && line.replace("–", "-").includes(leaves(one))));
  assert.ok(wrong.length <= documents.length * 0.05, `not proposed: ${wrong.map((one) => `${one.title} ${leaves(one)}`).join("; ")}\n${proposed.join("\n")}`);
  await visitor.look("proposed");
}

async function confirmed(story, visitor) {
  story.step("what is sure is confirmed at once, the rest one by one, without the mouse");
  const { page } = visitor;
  const open = () => page.locator(".ordering-line:not(.is-done)").count();
  if ((await page.locator('button[value="confirm_sure"]:not([disabled])').count()) > 0) {
    await page.keyboard.press("a");
    await page.locator('button[value="confirm_sure"][disabled]').waitFor();
  }
  for (let left = await open(); left > 0; left -= 1) {
    for (const key of ["u", "Enter"]) await page.keyboard.press(key);
    await page.waitForFunction((left) => document.querySelectorAll(".ordering-line:not(.is-done)").length < left, left);
  }
  await visitor.sees(/Đã xác nhận cả/);
}

async function found(story, visitor, id) {
  story.step("a name without marks is found in the file, boxed on its page");
  const { page } = visitor;
  await visitor.go(`/casefile/matters/${id}`);
  await page.locator(".stage").focus();
  await page.keyboard.press("/");
  await page.locator('.panel input[type="search"]').fill("vu huu hoat");
  await page.locator(".panel .hit").first().waitFor();
  assert.ok((await page.locator(".panel .hit").count()) > 2);
  await visitor.look("found");
}

async function givenOut(story, visitor, id, documents) {
  story.step("it leaves as PDF/A with its contents, judged by Preflight; its words are found by another program");
  const { page } = visitor;
  const home = `/archive/matters/${id}`;
  await visitor.go(home);
  await visitor.leads(() => page.getByRole("button", { name: "Lập bản sao" }).click());
  const link = page.getByRole("link", { name: "Tải về", exact: true }).first();
  for (let tries = 0; tries < 120 && (await link.count()) === 0; tries += 1) {
    await page.waitForTimeout(500);
    await visitor.go(home);
  }
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const path = await download.path();
  const { stdout: verdict } = await run(join(ROOT, "scripts/preflight"), [path]);
  assert.match(verdict, /is a valid PDF\/A-1b file/);
  const { stdout: words } = await run("pdftotext", [path, "-"]);
  assert.match(words, /MỤC LỤC TÀI LIỆU/);
  for (const word of ["khởi tố bị can", "Vũ Hữu Hoạt", "Vũ Thị Thúy"]) assert.ok(words.normalize("NFC").includes(word), word);
  const { stdout: outline } = await run("qpdf", ["--json", "--json-key=outlines", path], { maxBuffer: 64 << 20 });
  assert.ok(JSON.parse(outline).outlines.length > 0, "bookmarks");
  assert.ok(documents.length > 0);
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const { path, pages, documents } = await stack(story.office.server.folder, story.office.whole);
  const address = await registerReport(prosecutor, { effective: "07/05/2026 21:25", summary: "Phá khóa cửa cuốn, trộm tài sản của nhà dân.", people: "Vũ Hữu Hoạt" });
  const id = address.split("/").pop();
  await prosecutor.go(`/casefile/matters/${id}`);
  story.step(`${pages} pages of the stack are taken in and read`);
  await upload(prosecutor, path);
  await prosecutor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 120_000 });
  await untilRead(prosecutor, id, pages);
  await ordered(story, prosecutor, `/casefile/matters/${id}/proposal`, documents);
  await confirmed(story, prosecutor);
  await found(story, prosecutor, id);
  await givenOut(story, prosecutor, id, documents);
};

export default [{ name: "case-b", tell }];
