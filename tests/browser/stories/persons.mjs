// One person through several matters: found however the name is written, decided by somebody, and a case that goes elsewhere.
import assert from "node:assert/strict";
import { registerReport } from "../harness/matters.mjs";

const WHO = { name: "Cầm Văn Thoan", role: "Người bị tố giác", born_on: "20/05/1990", id_no: "014090001234", address: "bản Lướt, xã Mường La, tỉnh Sơn La" };

/** Describes the first person of a matter; answers the person's id. */
async function describe(visitor, matter, values) {
  await visitor.go(matter);
  const id = await visitor.page.locator(".person-box").first().getAttribute("id");
  const subject = id.slice(2);
  await visitor.go(`${matter}/record/party.described?subject=${subject}`);
  await visitor.fill({ effective: "08/08/2026", ...values });
  return subject;
}

async function persons(story) {
  const chief = await story.as("chief");
  const { page } = chief;
  const first = await registerReport(chief, { effective: "05/08/2026 15:00", summary: "Trộm cắp xe máy tại chợ Mường La.", people: "Cầm Văn Thoan" });
  const subject = await describe(chief, first, { ...WHO, id_no: "12" });
  assert.equal((await chief.send()).moved, false);
  await chief.sees("Số này có 2 chữ số");
  await chief.look("impossible-number");
  await chief.fill({ id_no: WHO.id_no });
  await chief.record();
  const second = await registerReport(chief, { effective: "07/08/2026 09:00", summary: "Bị đánh gây thương tích.", people: "Cầm Văn Th0an" });
  await describe(chief, second, { ...WHO, name: "Cầm Văn Th0an", id_no: "" });
  await chief.record();
  await chief.sees("có thể là một người trong 1 hồ sơ khác");
  await chief.look("matter-says-so");

  await chief.go("/criminal/persons");
  await chief.look("empty-search");
  await page.locator("#person-query").fill("cam van thoan 1990");
  await Promise.all([page.waitForURL("**/criminal/persons?**"), page.keyboard.press("Enter")]);
  await chief.sees("Có thể là cùng một người trong 2 hồ sơ");
  await chief.look("found");
  await chief.go(`/criminal/persons?q=${encodeURIComponent("Thoan, Sơn La")}`);
  await chief.sees("nơi ở “Sơn La”");
  await chief.go("/criminal/persons?q=1990");
  await chief.sees("Chưa đủ để tìm");

  await chief.go(`/criminal/persons/${first.split("/").pop()}/${subject}`);
  await chief.sees("họ tên chỉ khác ở chữ dễ đọc nhầm, cùng ngày sinh");
  await chief.look("person");
  await page.locator('.suggestion input[name="reason"]').first().fill("Đã đối chiếu căn cước gắn chip");
  await Promise.all([page.waitForLoadState("load"), page.getByRole("button", { name: "Là cùng một người" }).click()]);
  await chief.sees("Cùng một người trong 2 hồ sơ");
  await chief.look("decided");

  await chief.go(first);
  await chief.look("matter-acts");
  await chief.go(`${first}/transfer`);
  await chief.look("transfer");
  await chief.fill({ effective: "10/08/2026", to_unit: "P14-KV04", reason: "Xảy ra ở địa bàn khác." });
  await chief.record();
  await chief.sees("Đang chuyển đến");
  await chief.look("under-way");
  await chief.go("/criminal/passages?of=under_way");
  await chief.sees("Đang chuyển");
  await chief.look("passages");
  assert.equal(new URL(page.url()).pathname, "/criminal/passages");
}

export default [{ name: "persons", tell: persons }];
