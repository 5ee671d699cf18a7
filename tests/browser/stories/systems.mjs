// Another program is connected: its token is shown once, waits for the chief, writes once, and is taken away. And what goes out as files.
import assert from "node:assert/strict";
import { registerReport } from "../harness/matters.mjs";

const NAME = "Phần mềm tiếp nhận tin báo";
const WHO = "Mùa A Thề";

/** The other program: what it sends, and the answer with its document. */
function program(story, token) {
  return async (path, { body, key } = {}) => {
    const headers = { authorization: `Bearer ${token}` };
    if (body) Object.assign(headers, { "content-type": "application/json", "idempotency-key": key });
    const answer = await fetch(`${story.office.server.url}/api/v1${path}`, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
    return { status: answer.status, said: await answer.json() };
  };
}

async function tell(story) {
  const officer = await story.as("officer");
  const chief = await story.as("chief");
  const { page } = officer;
  story.step("a token is asked for without a day, then made and shown once");
  await officer.go("/exchange/systems");
  await officer.look("empty");
  await officer.fill({ name: NAME, unit: "P14-KV03" });
  for (const right of await page.locator('.entry [name="rights"]').all()) await right.check();
  assert.equal((await officer.send()).moved, false, "a token needs its last day");
  assert.equal(await page.locator('[name="name"]').inputValue(), NAME, "what was typed stays");
  assert.equal(await page.locator('[name="unit"]').inputValue(), "P14-KV03", "and what was chosen");
  await officer.look("refused");
  assert.equal(await page.locator('.entry [name="rights"]:checked').count(), 3, "and what was ticked");
  await officer.fill({ expires_on: "31/12/2026" });
  assert.equal((await officer.send()).moved, true);
  const token = (await page.locator("code.token").textContent()).trim();
  assert.match(token, /^kss_/);
  await officer.look("token");
  await officer.go("/exchange/systems");
  assert.ok(!(await officer.words()).includes(token), "the token is not shown again");
  await officer.sees("Chờ lãnh đạo duyệt");

  story.step("it opens nothing until the chief approves it");
  const ask = program(story, token);
  assert.equal((await ask("/acts")).status, 401);
  await chief.go("/exchange/systems");
  await chief.press("Duyệt", chief.page.locator("tr", { hasText: NAME }));
  await chief.sees("Đã duyệt");
  await chief.look("approved");
  assert.equal((await ask("/acts")).status, 200);

  story.step("a report is sent twice under one key and stands once");
  const body = { acts: [{ kind: "report.received", effective: "2026-08-12", body: { report_kind: "to_giac", summary: "Bị trộm trâu.", reported_person: WHO } }] };
  const first = await ask("/matters", { body, key: "tin-bao-1" });
  assert.equal(first.status, 201, JSON.stringify(first.said));
  const again = await ask("/matters", { body, key: "tin-bao-1" });
  assert.deepEqual(again.said, first.said, "the same answer");
  const other = structuredClone(body);
  other.acts[0].body.summary = "Việc khác.";
  assert.ok((await ask("/matters", { body: other, key: "tin-bao-1" })).status >= 400, "one key, one request");
  const matter = await ask(`/matters/${first.said.matter}`);
  assert.equal(matter.status, 200);
  assert.match(JSON.stringify(matter.said), /RPT-RESOLVE/, "the clock runs");
  await chief.go("/criminal/reports?q=mua+a+the");
  await chief.sees(WHO);
  await chief.look("sent-by-program");

  story.step("it is revoked, and opens nothing from then on");
  await officer.go("/exchange/systems");
  await page.locator("tr", { hasText: NAME }).getByRole("button", { name: "Thu hồi" }).first().click();
  await page.locator("dialog[open]").waitFor();
  await officer.look("revoke-asked");
  await officer.leads(() => page.locator("dialog[open] button[type=submit]").click());
  await officer.sees("Đã thu hồi mã kết nối");
  await officer.look("revoked");
  const dead = await ask("/acts");
  assert.equal(dead.status, 401);
  assert.match(dead.said.detail, /đã thu hồi/);
  await officer.go("/api/v1");
  await officer.look("manual");
}

/** A leader takes the unit's data out in each format; who may not is told so. */
async function exported(story) {
  const chief = await story.as("chief");
  const { page } = chief;
  await registerReport(chief, { effective: "05/08/2026 10:00", summary: "=1+1 trộm cắp tại rẫy.", people: "Sồng A Chứ" });
  await chief.go("/exchange/export");
  await chief.look("export");
  const file = async (format) => {
    await page.locator("select[name=what]").selectOption("facts");
    await page.locator("select[name=format]").selectOption(format);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Xuất tệp" }).click()]);
    assert.ok(download.suggestedFilename().endsWith(`.${format}`), download.suggestedFilename());
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  story.step("Excel, CSV and lines of JSON");
  assert.equal((await file("xlsx")).subarray(0, 2).toString(), "PK");
  const sheet = (await file("csv")).toString("utf8");
  assert.ok(sheet.includes("Mã hồ sơ") && sheet.includes("trộm cắp tại rẫy"), sheet.slice(0, 300));
  assert.ok(!/(^|[",\n])=1\+1/.test(sheet), "a cell is no formula");
  const lines = (await file("jsonl")).toString("utf8").trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(lines.some((line) => JSON.stringify(line).includes("trộm cắp tại rẫy")));
  story.step("a period turned round is answered with a sentence; the trail knows each file");
  chief.expects(400, 422);
  await chief.go("/exchange/export/file?what=facts&format=csv&unit=P14-KV03&from=31/12/2026&to=01/01/2026");
  await chief.sees("Ngày bắt đầu đứng sau ngày kết thúc");
  await chief.look("turned-period");
  await chief.go("/people/trail");
  await chief.sees(/facts jsonl/);
  const prosecutor = await story.as("prosecutor");
  prosecutor.expects(403);
  await prosecutor.go("/exchange/export");
  await prosecutor.sees("Không có quyền");
}

export default [
  { name: "systems", tell },
  { name: "export", tell: exported },
];
