// An office begins to sign: whom it trusts, who signs with what, the pictures, one paper signed and judged, and what an outsider may see.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alone } from "../harness/agent.mjs";
import { PIN, authority, device, paper, read } from "../harness/pki.mjs";
import { ROOT } from "../harness/server.mjs";

const TITLE = "Báo cáo công tác tháng 8 năm 2026";
const DATA = join(ROOT, "crates/signing/tests/data");

/** Sends a form that holds a file. */
async function send(visitor, form, file, values = {}) {
  const { page } = visitor;
  if (file) await page.locator(`#${form} input[type=file]`).setInputFiles(file);
  await visitor.fill(values);
  await visitor.leads(() => page.locator(`#${form} button[type=submit]`).click());
}

async function tell(story) {
  const room = await mkdtemp(join(tmpdir(), "kiemsat-sign-"));
  try {
    const chief = story.office.people.neighbour;
    const at = await authority(room, { chief: `/C=VN/O=VKSND/CN=${chief.name}` });
    const { settings, toml } = await device(room, ["chief"]);
    story.office.server.env.SOFTHSM2_CONF = settings;
    await story.office.server.restart((data) => writeFile(join(data, "signing.toml"), toml));
    await told(story, at, room);
  } finally {
    await story.office.server.restart((data) => rm(join(data, "signing.toml"), { force: true }));
    delete story.office.server.env.SOFTHSM2_CONF;
    await rm(room, { recursive: true, force: true });
  }
}

async function told(story, at, room) {
  const officer = await story.as("officer");
  story.step("the administrator says whom the office trusts");
  await officer.go("/signing/trust");
  await officer.look("trust-empty");
  await send(officer, "trust", at("chief.crt"), { why: "Thử" });
  await officer.sees("không phải của tổ chức cấp");
  await officer.look("trust-refused");
  for (const name of ["root.crt", "root.crl"]) {
    await send(officer, "trust", at(name), { why: "Nhận tại trụ sở tổ chức cấp; Trần Văn Bình đối chiếu mã SHA-256 ngày 10/8/2026." });
    await officer.sees("Đã thêm");
  }
  await officer.look("trust");

  story.step("certificate, signature and seal are added");
  const chiefs = story.office.people.neighbour;
  // Another office than that of the other stories of signing; its chief keeps the certificates as well.
  const clerk = await story.as("neighbour");
  await clerk.go("/signing/certificates");
  await clerk.look("certificates-empty");
  const holder = clerk.page.locator("#certificate select[name=holder] option", { hasText: chiefs.name });
  const value = await holder.getAttribute("value");
  await clerk.page.locator("#certificate select[name=holder]").selectOption(value);
  await clerk.page.locator("#certificate select[name=home]").selectOption("server:hsm");
  await send(clerk, "certificate", at("chief.crt"));
  await clerk.sees("Đã thêm chứng thư số");
  await clerk.look("certificate");
  await clerk.go("/signing/pictures");
  await clerk.look("pictures-empty");
  await clerk.page.locator("#picture select[name=holder]").selectOption("unit");
  await send(clerk, "picture", join(DATA, "opaque.png"), { width_mm: "36" });
  await clerk.sees("không trong suốt");
  await clerk.look("picture-refused");
  await clerk.page.locator("#picture select[name=holder]").selectOption("unit");
  await send(clerk, "picture", join(DATA, "seal.png"), { width_mm: "36" });
  await clerk.page.locator("#picture select[name=holder]").selectOption(value);
  await send(clerk, "picture", join(DATA, "signature.png"), { width_mm: "45" });
  await clerk.look("pictures");
  await clerk.go("/signing/certificates");
  await clerk.look("certificates");

  story.step("the chief signs a report with the device of the server");
  const chief = clerk;
  const { page } = chief;
  await chief.go("/signing/new");
  await chief.look("new");
  const plain = join(room, "bao-cao.pdf");
  await writeFile(plain, paper("Bao cao thang 8"));
  await send(chief, "new", plain, { title: TITLE });
  assert.match(chief.path(), /^\/signing\/tickets\//);
  await chief.look("ticket");
  await page.fill("#pin", "000000");
  await page.getByRole("button", { name: "Ký số" }).click();
  await chief.sees("Mã PIN không đúng");
  await chief.look("wrong-pin");
  await page.fill("#pin", PIN);
  await chief.leads(() => page.getByRole("button", { name: "Ký số" }).click());
  await chief.sees("Đã ký và kiểm tra xong");
  await chief.look("signed");
  const ticket = chief.path();
  const file = await page.request.get(`${ticket}/file`);
  const signed = join(room, "da-ky.pdf");
  await writeFile(signed, await file.body());

  story.step("anybody of the office judges the file; a changed one is refused");
  const prosecutor = await story.as("prosecutor");
  await prosecutor.go("/signing/verify");
  await prosecutor.look("verify");
  await send(prosecutor, "verify", signed);
  await prosecutor.sees("Chữ ký hợp lệ");
  await prosecutor.look("valid");
  const bytes = await read(signed);
  bytes[bytes.indexOf("Bao cao thang 8") + 14] = "9".charCodeAt(0);
  await writeFile(signed, bytes);
  await send(prosecutor, "verify", signed);
  await prosecutor.sees("Chữ ký không hợp lệ");
  await prosecutor.look("changed");
  await alone(async () => {
    await prosecutor.go("/signing/agent");
    await prosecutor.sees("Chưa thấy chương trình ký");
    await prosecutor.look("agent");
    await prosecutor.go("/");
  });

  story.step("the log knows who signed what");
  await chief.go("/signing/log?q=bao+cao");
  await chief.sees(TITLE);
  await chief.look("log");
  const book = await page.request.get("/signing/log/file");
  assert.equal((await book.body()).subarray(0, 2).toString(), "PK");
  await officer.go("/people/trail");
  await officer.sees("Thêm vào danh sách tin cậy");

  story.step("the page for outsiders is closed, and open when the settings say so");
  const guest = await story.guest("chief");
  guest.expects(404, 422);
  await guest.go("/check");
  assert.equal(guest.status, 404);
  await story.office.server.restart((data) => writeFile(join(data, "signing.toml"), '[public]\nis_open = true\naddress = "https://kiemsat.example.vn"\n'));
  await guest.go("/check");
  await guest.look("check");
  await guest.page.fill("#code", "ABCD-EFGH-JKLM");
  await guest.leads(() => guest.page.getByRole("button", { name: "Kiểm tra" }).click());
  await guest.sees("Không có văn bản nào mang mã kiểm tra này");
  await guest.look("no-code");
}

export default [{ name: "signing", tell }];
