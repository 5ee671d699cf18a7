// A clerk hands a scan in and is led to no page they may not read; the prosecutor finds acts of people from one box and
// is reminded of a matter on the day they chose.
import assert from "node:assert/strict";
import { join } from "node:path";
import { recordAct, registerReport } from "../harness/matters.mjs";
import { pause } from "../harness/server.mjs";

const SCAN = join(import.meta.dirname, "../../../crates/casefile/tests/data/three-pages.pdf");

async function tell(story) {
  const prosecutor = await story.as("prosecutor");
  story.step("the prosecutor registers a report about one person");
  const matter = await registerReport(prosecutor, { effective: "06/08/2026 09:00", summary: "Trộm cắp trâu ở bãi chăn thả.", people: "Giàng A Chống" });

  story.step("the clerk hands a scan in: the page takes it and shows what became of it");
  const clerk = await story.as("clerk");
  await clerk.go(matter);
  assert.equal(await clerk.page.getByRole("link", { name: "Ghi từ bản quét" }).count(), 0);
  await clerk.press("Đưa bản quét vào");
  assert.match(clerk.path(), /\/intake$/);
  await clerk.look("hand-in-empty");
  await clerk.leads(() => clerk.page.setInputFiles("#upload-files", SCAN));
  await clerk.sees("three-pages");
  await clerk.look("hand-in");

  story.step("the stack is read: the clerk orders it on a screen of its own, without a way into the file");
  const intake = clerk.path();
  const way = clerk.page.locator("main").getByRole("link", { name: "Xếp tập quét" });
  for (let tries = 0; tries < 120 && (await way.count()) === 0; tries += 1) {
    await pause(1000);
    await clerk.go(intake);
  }
  await clerk.look("hand-in-read");
  await clerk.leads(() => way.first().click());
  assert.match(clerk.path(), /\/stack$/);
  await clerk.page.locator(".ordering-sheet img").waitFor();
  await clerk.page.waitForFunction(() => document.querySelector(".ordering-sheet img").naturalWidth > 100);
  assert.equal(await clerk.page.getByRole("link", { name: "Mở hồ sơ" }).count(), 0);
  await clerk.look("stack");
  story.step("every document is named and confirmed; the last one shuts the door, and a slip is taken back");
  const waiting = clerk.page.locator(".ordering-line:not(.is-done)");
  for (let left = await waiting.count(); left > 0; left -= 1) {
    await waiting.first().click();
    await clerk.page.locator(".ordering[aria-busy]").waitFor({ state: "detached" });
    const title = clerk.page.locator("#o-title");
    if ((await title.inputValue()) === "") await title.fill("Tài liệu do văn thư đặt tên");
    await clerk.page.getByRole("button", { name: "Ghi và xác nhận" }).click();
    await clerk.page.waitForFunction((left) => document.querySelectorAll(".ordering-line:not(.is-done)").length < left, left);
  }
  await clerk.sees("Không còn tập quét nào chờ xếp");
  await clerk.look("stack-done");
  await clerk.page.keyboard.press("z");
  await clerk.page.locator(".ordering-line").first().waitFor();

  story.step("one box finds what concerns the matter and each of its people");
  await prosecutor.go(`${matter}/acts?q=tam+giu`);
  await prosecutor.sees("Giàng A Chống");
  await prosecutor.look("acts-of-people");
  const lit = await prosecutor.page.locator('nav [aria-current="page"]').allTextContents();
  assert.ok(lit.some((words) => words.includes("Nguồn tin về tội phạm")), `the menu lights ${lit.join(", ")}`);

  story.step("a day to look again comes back on the desk");
  await recordAct(prosecutor, matter, "matter.watch_set", { remind_on: "10/08/2026", note: "Xem kết quả định giá con trâu." }, { look: "watch-form" });
  await prosecutor.go("/desk");
  const own = prosecutor.page.locator("#watched");
  const isMine = (await own.count()) > 0 && (await own.textContent()).includes("định giá con trâu");
  if (!isMine) {
    // Nobody is assigned yet: the leader of the unit is told.
    const chief = await story.as("chief");
    await chief.go("/desk?of=unit");
    await chief.sees("Xem kết quả định giá con trâu.");
    await chief.look("desk-watched");
  }
}

export default [{ name: "hand-in", tell }];
