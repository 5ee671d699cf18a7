// A draft goes out as Word and comes back; so does a letter without a matter, which is handed in like a form and takes its own number.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { reworded } from "../harness/docx.mjs";
import { recordAct, registerReport } from "../harness/matters.mjs";

const POLICE = "Cơ quan CSĐT Công an tỉnh Sơn La";
const ACCUSED = "Sùng A Tráng";

/** A case with one accused in detention. */
async function caseOf(prosecutor) {
  const address = await registerReport(prosecutor, { effective: "20/07/2026 08:00", summary: "Bị trộm xe máy tại bản Nà Sản.", people: ACCUSED });
  await recordAct(prosecutor, address, "case.initiated", { effective: "27/07/2026", number: "281/QĐ-CSĐT", issuer: POLICE, charges: "173.1" });
  await recordAct(prosecutor, address, "accused.initiated", { effective: "30/07/2026", number: "283/QĐ-CSĐT", issuer: POLICE, charges: "173.1" }, { person: ACCUSED });
  await recordAct(prosecutor, address, "accused.approved", { effective: "30/07/2026", earlier_number: "", earlier_on: "" }, { person: ACCUSED });
  await recordAct(prosecutor, address, "detention.ordered", { effective: "31/07/2026", number: "286/LTG-CSĐT", issuer: POLICE, from: "31/07/2026", to: "28/09/2026", months: 2 }, { person: ACCUSED });
  return address;
}

async function outAndBack(story, prosecutor, matter) {
  story.step("a draft is downloaded as Word");
  await prosecutor.go(`/documents/new?matter=${matter}&form=042-HS`);
  const draft = prosecutor.path();
  const { page } = prosecutor;
  const waits = page.waitForEvent("download");
  await page.locator(`a[href="${draft}/word"]`).click();
  const file = await readFile(await (await waits).path());
  story.step("a value and a sentence are edited; it comes back");
  const edited = reworded(file, [
    [ACCUSED, "Sùng A Trang"],
    [" và thi hành Quyết định này", " và chịu trách nhiệm thi hành Quyết định này"],
  ]);
  await prosecutor.press("Word trở về");
  await prosecutor.look("returns-empty");
  const upload = async (name, buffer) => {
    await page.setInputFiles("#f-file", { name, mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", buffer });
    await prosecutor.leads(() => page.getByRole("button", { name: "Đưa lên và so với bản nháp" }).click());
  };
  prosecutor.expects(422);
  await upload("hong.docx", Buffer.from("%PDF-1.7"));
  await prosecutor.sees("không phải tệp Word");
  await prosecutor.look("returns-refused");
  await prosecutor.go(`${draft}/returns`);
  await upload("da-sua.docx", edited);
  await prosecutor.sees("Sùng A Trang");
  await prosecutor.sees("chịu trách nhiệm thi hành");
  await prosecutor.look("returned");
  await prosecutor.leads(() => page.getByRole("button", { name: "Chỉ dùng trong văn bản này" }).first().click());
  await prosecutor.sees("Đã nhận vào văn bản");
  await prosecutor.look("returned-answered");
  story.step("the same file again says nothing new");
  await prosecutor.go(`${draft}/returns`);
  await upload("da-sua.docx", edited);
  await prosecutor.sees("đã được tải lên trước đây");
  await prosecutor.go(draft);
  await prosecutor.sees("chịu trách nhiệm thi hành");
}

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** The letter is edited in Word: its words come back as proposals of its fields. */
async function letterAndBack(story, chief) {
  story.step("the letter is edited in Word and comes back");
  const { page } = chief;
  const draft = chief.path();
  const waits = page.waitForEvent("download");
  await page.locator(`a[href="${draft}/word"]`).first().click();
  const file = await readFile(await (await waits).path());
  await chief.press("Word trở về");
  await chief.look("letter-returns");
  const edited = reworded(file, [["Cử người dự hội nghị", "Cử hai người dự hội nghị"]]);
  await page.setInputFiles("#f-file", { name: "cong-van.docx", mimeType: WORD, buffer: edited });
  await chief.leads(() => page.getByRole("button", { name: "Đưa lên và so với bản nháp" }).click());
  await chief.sees("Cử hai người dự hội nghị");
  assert.equal(await page.locator(".returned-one").count(), 1, "only the text was edited");
  await chief.look("letter-returned");
  await chief.leads(() => page.getByRole("button", { name: "Nhận giá trị mới" }).click());
  await chief.sees("Đã nhận vào văn bản");
  await chief.go(draft);
  const body = await page.locator('textarea[name="body"]').inputValue();
  assert.match(body, /^# 1\. Việc cần làm\n- Cử hai người dự hội nghị\n\| Việc \| Thời hạn \|/m, body);
}

async function letter(story, chief) {
  story.step("a letter without a matter takes the first number of its book");
  const { page } = chief;
  await chief.go("/documents/office");
  await chief.look("office-empty");
  await page.getByLabel("Loại văn bản cần soạn").selectOption("cong-van");
  await chief.leads(() => page.getByRole("button", { name: "Soạn văn bản" }).click());
  await chief.look("office-new");
  await chief.fill({
    subject: "phối hợp tổ chức hội nghị sơ kết",
    urgency: "KHẨN",
    drafting_unit: "VP",
    addressees: "Công an tỉnh Sơn La",
    body: "Viện kiểm sát đề nghị quý cơ quan phối hợp.\n# 1. Việc cần làm\n- Cử người dự hội nghị\n| Việc | Thời hạn |\n| Đăng ký đại biểu | 20/8/2026 |",
    recipients: "Như trên\nLãnh đạo Viện",
  });
  await chief.leads(() => page.getByRole("button", { name: "Lưu bản nháp" }).click());
  await chief.sees("KHẨN");
  await chief.look("office-filled");
  await letterAndBack(story, chief);
  story.step("the letter is handed in to its signer and taken back");
  await chief.leads(() => page.getByRole("button", { name: /^Trình .* ký$/ }).click());
  await chief.sees("Đã trình");
  await chief.look("office-submitted");
  await chief.go("/documents/folder");
  await chief.sees("phối hợp tổ chức hội nghị sơ kết");
  await chief.look("office-in-folder");
  await chief.leads(() => page.getByRole("link", { name: /phối hợp tổ chức hội nghị sơ kết/ }).first().click());
  await chief.sees("Cử hai người dự hội nghị");
  await chief.look("office-before-signer");
  await chief.press("Trang soạn");
  await chief.leads(() => page.getByRole("button", { name: "Rút lại" }).click());
  await chief.sees("Đã rút lại");
  await chief.leads(() => page.getByRole("button", { name: "Ban hành bản ký giấy, lấy số" }).click());
  await chief.sees(/Đã ban hành số 01\/.*-VP/);
  await chief.look("office-issued");
  await chief.go("/documents?q=hoi+nghi");
  await chief.sees("phối hợp tổ chức hội nghị sơ kết");
  await chief.look("register-both");
  assert.equal(await page.locator("#documents tbody tr").count(), 1);
}

async function wordStory(story) {
  const prosecutor = await story.as("prosecutor");
  const address = await caseOf(prosecutor);
  await outAndBack(story, prosecutor, address.split("/").pop());
  await letter(story, await story.as("chief"));
}

export default [{ name: "word", tell: wordStory }];
