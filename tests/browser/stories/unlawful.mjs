// An order longer than the law allows is refused with its article, and nothing typed is lost.
import assert from "node:assert/strict";
import { openAct, recordAct, registerReport } from "../harness/matters.mjs";

const NAME = "Tòng Văn Dâu";

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const address = await registerReport(prosecutor, { effective: "03/08/2026 07:00", summary: "Trộm cắp xe mô tô.", people: NAME });
  await recordAct(prosecutor, address, "case.initiated", { effective: "05/08/2026", number: "301/QĐ-CSĐT", issuer: "Cơ quan CSĐT Công an tỉnh Sơn La", charges: "173.1" });
  await openAct(prosecutor, address, "custody.decided", { person: NAME });
  await prosecutor.fill({ effective: "05/08/2026 08:00", number: "222/QĐTG-CSĐT", from: "05/08/2026 08:00", to: "12/08/2026 08:00", days: 7 });
  const answer = await prosecutor.send();
  assert.ok(!answer.moved, "seven days of custody are not to be recorded");
  assert.match(answer.refused, /BLTTHS/, `the sentence names the article: ${answer.refused}`);
  assert.match(answer.refused, /118/, `the sentence names the article: ${answer.refused}`);
  assert.equal(await prosecutor.page.locator('.entry [name="to"]').inputValue(), "12/08/2026 08:00");
  await prosecutor.look("custody-too-long");
  story.step("a date before its cause is refused as well");
  await openAct(prosecutor, address, "accused.initiated", { person: NAME });
  await prosecutor.fill({ effective: "01/08/2026", number: "401/QĐ-CSĐT", charges: "173.1" });
  const early = await prosecutor.send();
  assert.ok(!early.moved, "an accused named before the case was opened");
  await prosecutor.look("before-its-cause");
};

export default [{ name: "unlawful", tell }];
