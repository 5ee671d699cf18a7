// A period's statistics: checked, repaired at the source, frozen, signed, sent by two regions, returned once, joined by the province,
// opened by the supreme level; what is entered late stands in the annex of the next.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { recordAct, registerReport } from "../harness/matters.mjs";
import { NEIGHBOUR } from "../harness/office.mjs";
import { RESULTS } from "../harness/server.mjs";
import { makeDevice } from "../harness/signing.mjs";

const run = promisify(execFile);
const UNIT = "P14-KV03";
const PERIOD = "from=2026-07-11&to=2026-08-10";
const NEXT = "from=2026-08-11&to=2026-08-12";
const WORDS = "Đã đối chiếu từng hồ sơ, sổ giấy";
const FROZEN = "Đã chốt, chờ người lập biểu ký";

/** One device at the server holds the keys of all who sign; each chief adds the certificates of the unit. */
async function devices(story, people) {
  story.step("the device, the certificates of statisticians and heads");
  const { server } = story.office;
  const holders = Object.fromEntries(Object.entries(people).map(([name, visitor]) => [name, visitor.person.name]));
  const device = await makeDevice(join(server.folder, "device"), holders);
  server.env.SOFTHSM2_CONF = device.conf;
  await server.restart(async (data) => writeFile(join(data, "signing.toml"), device.settings));
  const officer = await story.as("officer");
  for (const file of [device.authority, device.revoked]) {
    await officer.go("/signing/trust");
    await officer.page.locator('.entry input[name="file"]').setInputFiles(file);
    await officer.fill({ why: "Tổ chức cấp chứng thư của cơ quan, đã đối chiếu vân tay" });
    await officer.record();
  }
  for (const [by, names] of [["chief", ["chief", "statistician"]], ["neighbour", ["neighbour", "statistician4"]], ["chief14", ["chief14", "statistician14"]]]) {
    for (const name of names) {
      await people[by].go("/signing/certificates");
      await people[by].page.locator('.entry input[name="file"]').setInputFiles(device.chains[name]);
      await people[by].fill({ holder: people[name].person.name, home: "Thiết bị “hsm”", is_confirmed: true });
      await people[by].record();
    }
  }
}

const report = (visitor, effective, summary) =>
  registerReport(visitor, { effective, informant: "Lò Văn Hặc", summary, received_by: "Công an xã", people: "Chưa rõ", take_docket: false });

/** Asks for the freezing and waits for what comes of it on the same page: the set, or why it was refused. */
async function freeze(visitor, unit, period) {
  await visitor.go(`/statistics/submissions?unit=${unit}&${period}`);
  await visitor.fill({ explanation: WORDS });
  await visitor.send();
  const refused = visitor.page.getByRole("heading", { name: "Chốt lại" });
  await visitor.page.getByText(FROZEN).filter({ visible: true }).or(refused).first().waitFor({ timeout: 60_000 });
  return { moved: (await refused.count()) === 0 };
}

/** Both sign; answers the address of the set. */
async function sent(story, unit, period, compiler, head, look) {
  const { moved } = await freeze(compiler, unit, period);
  assert.ok(moved, await compiler.words(".alert-box"));
  const set = compiler.path();
  if (look) await compiler.look(`${look}-frozen`);
  await compiler.press("Ký số với tư cách người lập biểu");
  await compiler.sees("Người lập biểu đã ký, chờ lãnh đạo duyệt");
  await head.go(set);
  await head.press("Duyệt, ký số và gửi");
  await head.sees("Đã gửi, đã khóa");
  if (look) await head.look(`${look}-sent`);
  return set;
}

async function tell(story) {
  const people = {};
  for (const name of ["chief", "statistician", "neighbour", "statistician4", "chief14", "statistician14"]) people[name] = await story.as(name);
  await devices(story, people);
  const { chief, statistician, neighbour, statistician4, chief14, statistician14 } = people;

  story.step("facts of two regions; one act was entered as another");
  const matter = await report(chief, "20/07/2026", "Mất trộm xe máy trước cổng chợ");
  const own = { effective: "30/07/2026", number: "31/QĐ-CSĐT", issuer: "Cơ quan Cảnh sát điều tra", report_ground: "giam_dinh" };
  await recordAct(chief, matter, "report.suspended", own);
  await recordAct(chief, matter, "report.suspension_annulled", { effective: "03/08/2026", reason: "Không có căn cứ tạm đình chỉ" });
  await report(neighbour, "25/07/2026", "Phá rừng sản xuất");

  story.step("checked: what is broken stops the freezing");
  await statistician.go(`/statistics/doctor?unit=${UNIT}&${PERIOD}`);
  await statistician.sees("Phải xử lý");
  await statistician.look("checked");
  const { moved } = await freeze(statistician, UNIT, PERIOD);
  assert.equal(moved, false);
  await statistician.sees(/Sửa ở hồ sơ gây ra/);
  await statistician.look("refused");

  story.step("repaired at the source: the wrong act is withdrawn, the right one recorded");
  await chief.go(matter);
  await chief.press("Sửa hoặc rút", chief.page.locator(".fact", { hasText: "Hủy bỏ tạm đình chỉ" }).first());
  await chief.page.getByRole("button", { name: "Rút sự kiện này" }).click();
  await chief.page.locator("#withdraw textarea").fill("Ghi nhầm: là phục hồi");
  await chief.leads(() => chief.page.locator("#withdraw button[type=submit]").click());
  await recordAct(chief, matter, "report.resumed", { effective: "03/08/2026", number: "35/QĐ-CSĐT", issuer: "Cơ quan Cảnh sát điều tra", reason: "Lý do tạm đình chỉ không còn" });

  story.step("frozen, signed, sent by two regions");
  const first = await sent(story, UNIT, PERIOD, statistician, chief, "region");
  const other = await sent(story, NEIGHBOUR, PERIOD, statistician4, neighbour);
  const answer = await chief.context.request.get(`${first}/pdf`);
  const file = join(RESULTS, "screens", story.name, "set.pdf");
  await writeFile(file, await answer.body());
  const { stdout } = await run("pdfsig", ["-nocert", file]);
  assert.equal(stdout.match(/Signature is Valid/g)?.length, 2, stdout);
  await run("pdftoppm", ["-r", "70", "-f", "1", "-l", "1", "-png", file, join(RESULTS, "screens", story.name, "set")]).catch(() => undefined);

  story.step("the province sees every unit, and returns one with remarks");
  await statistician14.go(`/statistics/submissions?unit=P14&${PERIOD}`);
  await statistician14.sees(/đơn vị chưa gửi/);
  await statistician14.look("standings");
  await statistician14.go(other);
  await statistician14.page.locator('#return textarea[name="remark"]').fill("Thiếu nguồn tin ngày 26/07 trong sổ giấy");
  await statistician14.leads(() => statistician14.page.locator("#return button[type=submit]").click());
  await statistician14.sees("Bị trả lại");
  await statistician14.look("returned");
  await report(neighbour, "26/07/2026", "Đánh bạc tại bản");
  const again = await sent(story, NEIGHBOUR, PERIOD, statistician4, neighbour);
  assert.notEqual(again, other);
  await neighbour.sees(/dòng 6: 1 → 2/);

  story.step("joined by the province, without anybody picking files");
  const joined = await sent(story, "P14", PERIOD, statistician14, chief14, "province");
  await chief14.sees("Đơn vị được gộp");

  story.step("opened by the supreme level, down to the matters");
  const top = await story.as("statisticianTc");
  await top.go(`/statistics/submissions?unit=TC&${PERIOD}`);
  await top.look("nation");
  await top.go(joined);
  await top.leads(() => top.page.locator('#bieu a[href*="row=6&"]').first().click());
  await top.look("figure-by-unit");
  await top.leads(() => top.page.locator(`tbody a[href*="${again}"]`).click());
  await top.press("Mở danh sách hồ sơ");
  await top.sees("Phá rừng sản xuất");
  await top.look("matters");

  story.step("what is entered late stands in the annex of the next period");
  const late = await report(chief, "05/08/2026", "Cố ý gây thương tích tại đám cưới");
  const next = await sent(story, UNIT, NEXT, statistician, chief, "next");
  await statistician.go(next);
  await statistician.sees("Phụ lục: sự kiện ghi muộn của kỳ đã khóa");
  await statistician.page.locator(`#late a[href="${late}"]`).waitFor();
  await statistician.look("annex");

  story.step("an adjustment is proposed, signed, shown and counted");
  await statistician.go(`/statistics/adjustments?unit=${UNIT}&from=2026-08-01&to=2026-08-12&form=bieu-01&row=6`);
  await statistician.look("adjustment-form");
  await statistician.fill({ form: "bieu-01", row: "6", amount: "1", from: "01/08/2026", to: "12/08/2026", expires_on: "30/09/2026", reason: "Nguồn tin còn ở sổ giấy", record: "Sổ 03, số 12" });
  await statistician.record();
  await chief.go(statistician.path());
  await chief.press("Ký số phiếu điều chỉnh");
  await chief.sees("Đang có hiệu lực");
  await chief.look("adjustment");
  await statistician14.go("/statistics/adjustments");
  await statistician14.sees("Các phiếu");
  await statistician14.look("discipline");
}

export default [{ name: "statistics-submission", tell }];
