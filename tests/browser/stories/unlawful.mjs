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
  assert.ok(!answer.moved, "seven days of custody are not taken without a word");
  assert.match(answer.said, /BLTTHS Đ118/, `the sentence names the article: ${answer.said}`);
  assert.equal(await prosecutor.page.locator('.entry [name="to"]').inputValue(), "12/08/2026 08:00");
  await prosecutor.look("custody-too-long");
  await prosecutor.fill({ to: "08/08/2026 08:00", days: 3 });
  await prosecutor.record();
  story.step("an order of the procuracy itself that is too long is refused");
  await openAct(prosecutor, address, "custody.extension_approved", { person: NAME });
  await prosecutor.fill({ effective: "08/08/2026", number: "88/QĐ-VKSKV3", from: "08/08/2026 08:00", to: "18/08/2026 08:00", count: 1 });
  const ours = await prosecutor.send();
  assert.ok(!ours.moved && ours.refused, `ten days of extension are refused: ${ours.said}`);
  assert.match(ours.refused, /BLTTHS Đ118/, `the sentence names the article: ${ours.refused}`);
  await prosecutor.look("extension-too-long");
  story.step("a date before its cause is refused as well");
  await openAct(prosecutor, address, "accused.initiated", { person: NAME });
  await prosecutor.fill({ effective: "01/08/2026", number: "401/QĐ-CSĐT", charges: "173.1" });
  const early = await prosecutor.send();
  assert.ok(!early.moved && early.refused, "an accused named before the case was opened");
  await prosecutor.look("before-its-cause");
};

export default [{ name: "unlawful", tell }];
