// The books: a fact entered once stands in them, at a desk, on a phone and on paper.
import assert from "node:assert/strict";
import { writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { registerReport } from "../harness/matters.mjs";
import { PHONE } from "../harness/visitor.mjs";
import { RESULTS } from "../harness/server.mjs";

const YEAR = "from=2025-12-01&to=2026-11-30";

async function books(story) {
  const prosecutor = await story.as("prosecutor");
  const { page } = prosecutor;
  const folder = join(RESULTS, "screens", story.name);
  await mkdir(folder, { recursive: true });
  await registerReport(prosecutor, { effective: "05/08/2026 15:00", summary: "Trộm cắp xe máy tại chợ.", people: "Cà Văn Thoại" });
  await prosecutor.go(`/criminal/books?${YEAR}`);
  await prosecutor.sees("Sổ thực hành quyền công tố và kiểm sát điều tra");
  await prosecutor.look("shelf");
  for (const no of ["04", "07", "06", "08", "21", "td", "17"]) {
    await prosecutor.go(`/criminal/books/${no}?${YEAR}`);
    await prosecutor.look(`book-${no}`);
  }
  await prosecutor.go(`/criminal/books/04?${YEAR}&q=thoai`);
  await prosecutor.sees("Trộm cắp xe máy tại chợ");
  await prosecutor.go(`/criminal/books/04?${YEAR}&columns=all`);
  await prosecutor.look("book-04-all");
  const word = page.locator("a.book-word").first();
  await word.focus();
  assert.match(await word.getAttribute("data-origin"), /^Nguồn: /);
  await Promise.all([page.waitForURL("**/criminal/matters/**"), word.press("Enter")]);
  await prosecutor.go(`/criminal/books/04?${YEAR}&q=khongcoai`);
  await prosecutor.sees("Không có dòng nào trong kỳ này");
  for (const no of ["04", "06", "07", "22", "td"]) {
    const paper = await page.request.get(new URL(`/criminal/books/${no}/pdf?${YEAR}`, page.url()).href);
    assert.equal(paper.status(), 200);
    const bytes = await paper.body();
    assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
    await writeFile(join(folder, `book-${no}.pdf`), bytes);
  }
  const sheet = await page.request.get(new URL(`/criminal/books/04/xlsx?${YEAR}`, page.url()).href);
  assert.equal((await sheet.body()).subarray(0, 2).toString(), "PK");
  await page.setViewportSize(PHONE);
  for (const no of ["04", "07"]) {
    await prosecutor.go(`/criminal/books/${no}?${YEAR}`);
    await page.screenshot({ path: join(folder, `book-${no}-phone.png`) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page of book ${no} is ${wide} px wider than the phone`);
  }
}

export default [{ name: "books", tell: books }];
