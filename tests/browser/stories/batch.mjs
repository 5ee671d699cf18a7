// One form for everyone whose detention ends soon: listed, drafted, and the drafts handed to their signer together.
import assert from "node:assert/strict";
import { recordAct, registerReport } from "../harness/matters.mjs";

const POLICE = "Cơ quan CSĐT Công an tỉnh Sơn La";
const ACCUSED = "Sùng A Tráng";

/** A case with one accused in detention: the term runs once the procuracy has approved the order. */
async function caseOf(prosecutor) {
  const address = await registerReport(prosecutor, { effective: "20/07/2026 08:00", summary: "Bị trộm xe máy tại bản Nà Sản.", people: ACCUSED });
  await recordAct(prosecutor, address, "case.initiated", { effective: "27/07/2026", number: "281/QĐ-CSĐT", issuer: POLICE, charges: "173.1" });
  await recordAct(prosecutor, address, "accused.initiated", { effective: "30/07/2026", number: "283/QĐ-CSĐT", issuer: POLICE, charges: "173.1" }, { person: ACCUSED });
  await recordAct(prosecutor, address, "accused.approved", { effective: "30/07/2026", earlier_number: "", earlier_on: "" }, { person: ACCUSED });
  await recordAct(prosecutor, address, "detention.ordered", { effective: "31/07/2026", number: "286/LTG-CSĐT", issuer: POLICE, from: "31/07/2026", to: "28/09/2026", months: 2 }, { person: ACCUSED });
  await recordAct(prosecutor, address, "detention.approved", { effective: "31/07/2026", from: "31/07/2026", to: "28/09/2026" }, { person: ACCUSED });
  return address;
}

async function batch(story, prosecutor) {
  story.step("one form for everyone whose detention ends soon");
  await prosecutor.go("/documents/batches");
  await prosecutor.look("batches");
  await prosecutor.page.locator("#f-form").selectOption("042-HS");
  await prosecutor.page.locator("#f-days").selectOption("90");
  await prosecutor.leads(() => prosecutor.page.getByRole("button", { name: "Xem danh sách" }).click());
  await prosecutor.sees(ACCUSED);
  await prosecutor.look("batch-choose");
  await prosecutor.leads(() => prosecutor.page.getByRole("button", { name: "Lập các văn bản đã chọn" }).click());
  await prosecutor.sees("Tải tất cả PDF (zip)");
  await prosecutor.look("batch-done");
}

/** The request of the police is missing in the draft: it is refused with the way to it; filled in, the batch goes again. */
async function handedIn(story, prosecutor) {
  story.step("the drafts are handed in together; what is not ready says why");
  const { page } = prosecutor;
  const batch = prosecutor.path();
  await page.locator("#f-note").fill("Hết hạn ngày 28/9");
  await prosecutor.leads(() => page.getByRole("button", { name: "Trình ký 1 bản nháp" }).click());
  const refused = page.locator("#refused");
  await refused.waitFor();
  await prosecutor.look("batch-refused");
  await prosecutor.leads(() => refused.getByRole("link", { name: ACCUSED }).click());
  const draft = prosecutor.path();
  const values = { request_number: "812/ĐN-CSĐT", request_on: "12/08/2026", request_issuer: POLICE, from: "29/09/2026", to: "28/10/2026", length: "1 tháng", facility: "Trại tạm giam Công an tỉnh Sơn La", investigator: POLICE };
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`.entry [name="${name}"]`);
    if ((await field.count()) > 0 && (await field.inputValue()) === "") await field.fill(value);
  }
  await prosecutor.leads(() => page.getByRole("button", { name: "Lưu bản nháp" }).click());
  await prosecutor.look("batch-filled");
  await prosecutor.go(batch);
  await prosecutor.leads(() => page.getByRole("button", { name: "Trình ký 1 bản nháp" }).click());
  await prosecutor.sees(/Đã trình .*, chờ ký/);
  assert.equal(await page.locator("#refused").count(), 0);
  await prosecutor.look("batch-handed-in");
  await prosecutor.go(draft);
  await prosecutor.sees(/trình .* ký/);
}

async function batchStory(story) {
  const prosecutor = await story.as("prosecutor");
  await caseOf(prosecutor);
  await batch(story, prosecutor);
  await handedIn(story, prosecutor);
}

export default [{ name: "batch", tell: batchStory }];
