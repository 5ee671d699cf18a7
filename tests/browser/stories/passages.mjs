// A case is split, another is joined to it, and the whole goes to the neighbouring procuracy, which takes it in.
import assert from "node:assert/strict";
import { recordAct, registerReport } from "../harness/matters.mjs";
import { NEIGHBOUR } from "../harness/office.mjs";

const POLICE = "Cơ quan CSĐT Công an tỉnh Sơn La";
const CODE = /P14-KV\d\d-\d{6}/;

/** A case under investigation with these accused; answers its address and its code. */
async function openCase(visitor, names, tale) {
  const address = await registerReport(visitor, { effective: "20/07/2026 08:00", summary: tale, people: names.join("\n") });
  const number = (n) => `${address.slice(-4)}${n}/QĐ-CSĐT`;
  await recordAct(visitor, address, "case.initiated", { effective: "27/07/2026", number: number(1), issuer: POLICE, charges: "173.1" });
  for (const [n, person] of names.entries()) {
    await recordAct(visitor, address, "accused.initiated", { effective: "28/07/2026", number: number(n + 2), issuer: POLICE, charges: "173.1" }, { person });
  }
  const [code] = (await visitor.words("main")).match(CODE);
  return { address, code };
}

async function split(story, chief) {
  story.step("a case of two accused is split: nobody chosen is refused, then one goes");
  const names = ["Lầu A Tủa", "Vàng A Páo"];
  const old = await openCase(chief, names, "Trộm cắp máy bơm nước.");
  await chief.press("Tách vụ án");
  await chief.fill({ effective: "11/08/2026", reason: "Bị can bỏ trốn, đã truy nã." });
  assert.equal((await chief.send()).moved, false, "nobody was chosen");
  await chief.sees("Hãy chọn ít nhất một bị can được tách");
  await chief.look("split-refused");
  await chief.page.getByLabel(/Vàng A Páo/).check();
  await chief.look("split-filled");
  await chief.record();
  await chief.sees("Đã tách vụ án. Vụ án mới:");
  const fresh = { address: chief.path(), code: (await chief.words(".page-head, main")).match(new RegExp(CODE, "g")).find((code) => code !== old.code) };
  assert.notEqual(fresh.address, old.address);
  await chief.look("split-off");
  await chief.go(old.address);
  assert.ok((await chief.page.locator(`a[href="${fresh.address}"]`).count()) > 0, "the old case names the new one");
  await chief.look("split-from");
  return { old, fresh };
}

async function join(story, chief, into) {
  story.step("another case is joined to it: a code that nobody bears is refused");
  const other = await openCase(chief, ["Thào A Dế"], "Trộm cắp dây điện.");
  await chief.go(into.address);
  await chief.press("Nhập vụ án khác vào");
  await chief.fill({ effective: "12/08/2026", other_case: "P14-KV03-999999", reason: "Cùng một nhóm gây ra." });
  assert.equal((await chief.send()).moved, false, "no case bears that code");
  await chief.sees("Không có vụ án nào mang mã này");
  await chief.look("join-refused");
  await chief.fill({ other_case: other.code.toLowerCase() });
  await chief.record();
  await chief.sees("Đã nhập vụ án; 1 bị can tiếp tục trong vụ án này");
  await chief.sees("Thào A Dế");
  await chief.look("joined");
  await chief.go(other.address);
  await chief.sees("Đã nhập vào vụ án khác");
  await chief.look("joined-into");
}

async function annul(story, chief, { address }) {
  story.step("the joining is annulled with a reason; the history tells it");
  await chief.go(address);
  await chief.press("Lịch sử tách, nhập, chuyển");
  await chief.sees("Còn hiệu lực");
  await chief.look("history");
  await chief.press("Hủy bỏ quyết định này");
  await chief.look("annulment");
  await chief.fill({ effective: "12/08/2026", reason: "Không cùng một nhóm." });
  await chief.record();
  await chief.sees("Đã hủy bỏ việc nhập");
  await chief.sees("Đã hủy bỏ ngày 12/08/2026");
  await chief.look("annulled");
}

async function transfer(story, chief, { address, code }) {
  story.step("it goes to the neighbour, who sees one line until it is taken in");
  const neighbour = await story.as("neighbour");
  await chief.go(address);
  await chief.press("Chuyển cho Viện kiểm sát khác");
  await chief.fill({ effective: "12/08/2026", to_unit: NEIGHBOUR, reason: "Xảy ra ở địa bàn khu vực 4." });
  await chief.look("transfer");
  await chief.record();
  await chief.sees("Đang chuyển đến");
  await neighbour.go("/criminal/passages");
  await neighbour.sees(code);
  await neighbour.look("waiting");
  neighbour.expects(403, 404);
  await neighbour.go(address);
  assert.ok([403, 404].includes(neighbour.status), "before it is taken in the matter is closed to the neighbour");
  await neighbour.go("/criminal/passages");
  await neighbour.press("Nhận hồ sơ", neighbour.page.locator("tr", { hasText: code }));
  await neighbour.look("taking");
  await neighbour.fill({ effective: "01/08/2026", prosecutor: neighbour.person.name });
  assert.equal((await neighbour.send()).moved, false, "it cannot be taken in before it was sent");
  await neighbour.sees("Ngày nhận không thể trước ngày quyết định chuyển");
  await neighbour.fill({ effective: "13/08/2026" });
  await neighbour.record();
  assert.equal(neighbour.path(), address);
  await neighbour.sees("Đã nhận hồ sơ");
  await neighbour.look("taken");
  await chief.go("/criminal/passages?of=sent");
  await chief.sees("Đã nhận 13/08/2026");
  await chief.look("sent");
  await chief.go(address.replace("/matters/", "/passages/"));
  await chief.sees("như khi bàn giao");
  await chief.look("handed-over");
}

async function tell(story) {
  const chief = await story.as("chief");
  const { fresh } = await split(story, chief);
  await join(story, chief, fresh);
  await annul(story, chief, fresh);
  await transfer(story, chief, fresh);
}

export default [{ name: "passages", tell }];
