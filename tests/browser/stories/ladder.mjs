// A clock comes near: the chief sets the ladder, the deputy takes note, everybody has a digest, and a day off moves dates.
import assert from "node:assert/strict";
import { join } from "node:path";
import { registerReport } from "../harness/matters.mjs";
import { RESULTS } from "../harness/server.mjs";

const NAME = "Cầm Văn Thiêm";
/** Twenty days from 27 July end on Sunday 16 August and run to Monday the 17th; four days are left. */
const REPORT = { effective: "27/07/2026 08:00", summary: "Trộm cắp xe máy tại chợ.", people: NAME, assigned_on: "27/07/2026", assignment_number: "309/QĐ-VKSKV3" };

/** Asks for a page again until these words stand on it: a job is at work. */
async function until(visitor, path, words) {
  const ends = Date.now() + 30_000;
  for (;;) {
    await visitor.go(path);
    if ((await visitor.words()).includes(words)) return;
    assert.ok(Date.now() < ends, `“${words}” did not come to ${path}`);
  }
}

async function tell(story) {
  const prosecutor = await story.as("prosecutor");
  const deputy = await story.as("deputy");
  const chief = await story.as("chief");
  story.step("by the default the term is near, and no leader hears of it");
  await registerReport(prosecutor, REPORT);
  await prosecutor.go("/desk");
  await prosecutor.page.locator(".due-soon", { hasText: "17/08/2026" }).first().waitFor();
  await prosecutor.go("/desk/ladder");
  await prosecutor.sees("thang mặc định");
  await prosecutor.look("ladder-read");
  await deputy.go("/desk/escalations");
  await deputy.sees("Không có thời hạn nào chờ bạn tiếp nhận");
  await deputy.look("nothing-raised");

  story.step("the chief sets the unit's own ladder; one out of order is refused");
  await chief.go("/desk/ladder");
  await chief.fill({ near_days: "10", urgent_days: "12" });
  assert.equal((await chief.send()).moved, false, "urgent comes after near");
  await chief.look("ladder-refused");
  await chief.fill({ near_days: "10", urgent_days: "5" });
  await chief.record();
  await chief.sees("Đã lưu thang cảnh báo");
  await chief.look("ladder-own");
  await prosecutor.go("/desk");
  await prosecutor.page.locator(".due-near", { hasText: "17/08/2026" }).first().waitFor();

  story.step("it climbs to the deputy, who takes note");
  await until(deputy, "/desk/escalations", NAME);
  await deputy.look("raised");
  await deputy.go("/desk");
  await deputy.sees("Đã leo thang tới bạn");
  await deputy.look("desk-of-deputy");
  await deputy.go("/desk/escalations");
  const line = deputy.page.locator("tr", { hasText: NAME }).first();
  await line.locator('[name="note"]').fill("Đã giao Kiểm sát viên yêu cầu CQĐT kết luận trước ngày 15/8.");
  await deputy.press("Tiếp nhận", line);
  await deputy.sees("Đã tiếp nhận.");
  await deputy.go("/desk/escalations?which=answered");
  await deputy.sees("Đã giao Kiểm sát viên");
  await deputy.look("taken-note-of");

  story.step("the digest of the day, on the screen and on paper");
  await prosecutor.go("/desk/digest");
  await prosecutor.press("Lập lại lúc này");
  await prosecutor.sees(NAME);
  await prosecutor.look("digest");
  await prosecutor.page.emulateMedia({ media: "print" });
  await prosecutor.page.screenshot({ path: join(RESULTS, "screens", story.name, "digest-paper.png"), fullPage: true });
  await prosecutor.page.pdf({ path: join(RESULTS, "screens", story.name, "digest.pdf"), format: "A4" });
  await prosecutor.page.emulateMedia({ media: "screen" });

  story.step("a day off moves the end; the page says whose");
  await chief.go("/people/calendar");
  await chief.fill({ on: "17/08/2026", kind: "off", known_from: "10/08/2026", name_vi: "Nghỉ để thử", source: "Thông báo 16/TB-VP", reason: "Để xem thời hạn đổi ngày" });
  await chief.record();
  await chief.sees("đổi ngày cuối");
  await chief.look("calendar-moved");
  await prosecutor.go("/desk/moved");
  await prosecutor.sees("18/08/2026");
  await prosecutor.look("moved");
  await prosecutor.go("/notices");
  await prosecutor.sees("Lịch nghỉ thay đổi: 17/08/2026");
  await prosecutor.look("told");

  story.step("all is put back");
  await chief.go("/people/calendar");
  await chief.page.locator("li", { hasText: "Nghỉ để thử" }).locator('[name="reason"]').first().fill("Chỉ để thử");
  await chief.press("Rút lại", chief.page.locator("li", { hasText: "Nghỉ để thử" }).first());
  await chief.go("/desk/ladder");
  await chief.press("Trở về mặc định");
  await chief.sees("Đã trở về thang mặc định");
  await prosecutor.go("/desk");
  await prosecutor.page.locator(".due-soon", { hasText: "17/08/2026" }).first().waitFor();
}

export default [{ name: "ladder", tell }];
