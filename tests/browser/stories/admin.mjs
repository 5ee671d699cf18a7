// Who works here and what they may do: units, staff, posts, delegations, days off, the trail, and one's own account.
import assert from "node:assert/strict";
import { code } from "../harness/totp.mjs";

const REGION = "P14-KV03";

/** The administrator: units, a new member of staff, a day off, the trail. */
async function admin(story) {
  const officer = await story.as("officer");
  const { page } = officer;
  story.step("units: the tree, a search, one unit and a change without its reason");
  await officer.go("/people/units");
  await officer.look("units");
  await officer.go("/people/units?q=son+la");
  await officer.look("units-found");
  await officer.go("/people/units?q=khong-co-don-vi-nay");
  await officer.look("units-none");
  await officer.go(`/people/units/${REGION}`);
  await officer.look("unit");
  await officer.go(`/people/units/${REGION}/change`);
  await officer.fill({ action: "rename", name: "Viện kiểm sát nhân dân khu vực 3 - tỉnh Sơn La", from: "01/09/2026" });
  await officer.look("unit-change");
  assert.equal((await officer.send()).moved, false, "a change needs its reason");
  await officer.look("unit-change-refused");

  story.step("staff: the list, nobody found, somebody new with a post");
  await officer.go("/people/persons?q=khong+co+ai");
  await officer.look("persons-none");
  await officer.go("/people/persons");
  await officer.look("persons");
  await officer.fill({ name: "Quàng Thị Ước", login: "uoc.qt", password: "ngắn" });
  assert.equal((await officer.send()).moved, false, "a short password is refused");
  await officer.look("person-refused");
  await officer.fill({ name: "Quàng Thị Ước", login: "uoc.qt", password: "một câu dễ nhớ" });
  await officer.record();
  await officer.look("person-without-post");
  const address = officer.path();
  const appoint = page.locator("form#appoint");
  await appoint.locator('[data-lookup-for="unit"]').fill("khu vực 3 son la");
  await page.locator("[role=option]", { hasText: "khu vực 3" }).first().click();
  await appoint.locator('[name="role"]').selectOption("examiner");
  await appoint.locator('[name="from"]').fill("01/08/2026");
  await appoint.locator('[name="reason"]').fill("QĐ 12/QĐ-VKS ngày 30/07/2026");
  await officer.leads(() => appoint.locator("button[type=submit]").click());
  await officer.sees("Đã giao chức vụ");
  await officer.look("person");
  await page.locator('[name="last_day"]').fill("40/13/2026");
  await page.locator('form[action$="/end"] [name="reason"]').first().fill("QĐ 13");
  await officer.press("Thôi chức vụ");
  await officer.look("post-not-ended");

  story.step("days off: this year, a year without a calendar, a day entered and taken back");
  await officer.go("/people/calendar");
  await officer.look("calendar");
  await officer.go("/people/calendar?year=2031");
  await officer.look("calendar-unknown-year");
  await officer.go("/people/calendar");
  await officer.fill({ on: "01/09/2026", kind: "off" });
  assert.equal((await officer.send()).moved, false, "a day off needs its announcement");
  await officer.look("day-refused");
  await officer.fill({ on: "01/09/2026", kind: "off", known_from: "10/08/2026", name_vi: "Nghỉ thêm Quốc khánh", source: "Thông báo 15/TB-VP", reason: "Thông báo đến sau khi cài đặt" });
  await officer.record();
  await officer.look("day-entered");
  await page.locator('form[action$="/withdraw"] [name="reason"]').first().fill("Nhập nhầm ngày");
  await officer.press("Rút lại");
  await officer.look("day-withdrawn");

  story.step("the trail, its filter, and the check of its chain");
  await officer.go("/people/trail");
  await officer.look("trail");
  await officer.press("Kiểm tra toàn bộ");
  await officer.sees("Nhật ký nguyên vẹn");
  await officer.look("trail-whole");
  await officer.go("/people/trail?who=khong+co+ai");
  await officer.look("trail-none");
  await officer.go("/people/jobs");
  await officer.look("jobs");

  story.step("what the administrator may not open");
  officer.expects(403, 404);
  await officer.go("/criminal");
  await officer.sees("Không có quyền");
  await officer.look("not-allowed");
  await officer.go("/people/persons/018f0000-0000-7000-8000-000000000001");
  await officer.look("not-found");
  await officer.go("/people/trail");
  await officer.sees("Bị từ chối vì không có quyền");
  await officer.look("trail-refusals");
  await page.keyboard.press("Control+k");
  await page.locator("dialog.palette[open]").waitFor();
  await page.keyboard.type("lich");
  await page.locator(".palette-item", { hasText: "Lịch nghỉ" }).first().waitFor();
  await officer.look("palette");

  story.step("the new member of staff signs in, and must choose a password first");
  const fresh = await story.guest("clerk");
  fresh.person = { name: "Quàng Thị Ước", login: "uoc.qt" };
  await fresh.go("/sign-in");
  await fresh.page.fill("#name", "uoc.qt");
  await fresh.page.fill("#password", "một câu dễ nhớ");
  await fresh.press("Đăng nhập");
  await fresh.sees("Hãy đổi mật khẩu trước khi làm việc");
  await fresh.look("first-password");
  await fresh.page.fill('[name="old_password"] >> nth=0', "một câu dễ nhớ");
  await fresh.page.fill('[name="password"]', "câu khác cũng dễ nhớ");
  await fresh.page.fill('[name="again"]', "câu khác không giống");
  await fresh.press("Đổi mật khẩu");
  await fresh.look("passwords-differ");

  story.step("a session is taken from them");
  await officer.go(address);
  await officer.look("person-signed-in");
  await officer.press("Thu hồi");
  await officer.sees("Đã thu hồi phiên đăng nhập");
}

/** The chief gives somebody a right for a week, and takes it back. */
async function delegation(story) {
  const chief = await story.as("chief");
  const { page } = chief;
  await chief.go("/people/delegations");
  await chief.look("empty");
  assert.equal((await chief.send()).moved, false, "nobody is chosen");
  await chief.look("refused");
  await page.locator('[data-lookup-for="to_person"]').fill(chief.office.people.deputy.name.split(" ").at(-1));
  await page.locator("[role=option]").first().click();
  await chief.fill({ from: "13/08/2026", to: "20/08/2026", reason: "Giấy ủy quyền số 3" });
  await page.locator('.entry input[name="rights"]').first().check();
  await chief.record();
  await chief.sees("Đã ủy quyền");
  await chief.look("given");
  await chief.go("/people/me");
  await chief.look("account");
  await chief.go("/people/delegations");
  await chief.press("Chấm dứt");
  await chief.look("taken-back");
  for (const [name, path] of [["units", "/people/units"], ["persons", "/people/persons"], ["calendar", "/people/calendar"], ["trail", "/people/trail"], ["notices", "/notices"]]) {
    await chief.go(path);
    await chief.look(name);
  }
}

/** The second step at sign-in, with the codes that a phone would show. */
async function secondStep(story) {
  const clerk = await story.as("statistician");
  const { page } = clerk;
  await clerk.go("/people/me");
  await clerk.look("account");
  await clerk.press("Bật xác thực hai bước");
  await clerk.look("code");
  assert.ok(await page.locator(".qr svg").isVisible(), "the picture to scan");
  const secret = await page.locator("code.secret").textContent();
  await page.fill('[name="code"]', "000000");
  await clerk.leads(() => page.locator(".entry button[type=submit]").click());
  await clerk.sees("Mã xác thực chưa đúng");
  await clerk.look("code-refused");
  assert.equal(await page.locator("code.secret").textContent(), secret, "a wrong code does not change what the phone has scanned");
  await page.fill('[name="code"]', code(secret));
  await clerk.leads(() => page.locator(".entry button[type=submit]").click());
  await clerk.sees("Đã bật xác thực hai bước");
  await clerk.look("code-on");

  story.step("signing out everywhere, and in again with a code of the phone");
  await clerk.press("Đăng xuất khỏi mọi thiết bị");
  assert.equal(clerk.path(), "/sign-in");
  await page.fill("#name", clerk.person.login);
  await page.fill("#password", clerk.person.password);
  await clerk.press("Đăng nhập");
  await page.locator('[name="code"]').waitFor();
  await clerk.look("asks-code");
  await page.fill('[name="code"]', "123 456");
  await clerk.press("Đăng nhập");
  await clerk.look("wrong-code");
  await page.fill('[name="code"]', code(secret, 1));
  await clerk.press("Đăng nhập");
  assert.equal(clerk.path(), "/desk");

  story.step("and off again, with the password");
  await clerk.go("/people/me");
  await page.locator('form[action="/people/me/code/off"] [name="old_password"]').fill("sai mật khẩu");
  await clerk.press("Tắt xác thực hai bước");
  await clerk.look("off-refused");
  await page.locator('form[action="/people/me/code/off"] [name="old_password"]').fill(clerk.person.password);
  await clerk.press("Tắt xác thực hai bước");
  await clerk.sees("Đã tắt xác thực hai bước");
  await clerk.go("/notices");
  await clerk.look("notices");
  await page.keyboard.press("Control+k");
  await page.locator("dialog.palette[open]").waitFor();
  await page.keyboard.type("tai khoan");
  await clerk.look("palette");
}

export default [
  { name: "admin", tell: admin },
  { name: "admin-delegation", tell: delegation },
  { name: "admin-second-step", tell: secondStep },
];
