// Scans come in by every way: an archive with good and bad members, a sending that is cut, closed and killed, photographs of a
// phone, and a scanner's folder whose files wait in the tray.
import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { upload } from "../harness/casefile.mjs";
import { registerReport } from "../harness/matters.mjs";
import { pause } from "../harness/server.mjs";
import { zipOf } from "../harness/zip.mjs";

const SCAN = join(import.meta.dirname, "../../../crates/casefile/tests/data/three-pages.pdf");
/** Three parts of a sending. */
const LARGE = 9 << 20;

async function archive(story, folder, scan) {
  story.step("an archive: each member has its own answer");
  const path = join(folder, "Hồ sơ nộp.zip");
  const note = Buffer.from("Đây là chữ. ".repeat(200));
  await writeFile(path, zipOf([["ghi chú.txt", note], ["Tập 1/biên bản.pdf", scan], ["Tập 1/hỏng.pdf", scan.subarray(0, 4000)], ["Tập 1/trong.zip", zipOf([["ghi chú.txt", note], ["a.pdf", scan]])]]));
  const prosecutor = await story.as("prosecutor");
  const address = await registerReport(prosecutor, { effective: "11/08/2026 09:00", summary: "Hủy hoại nương ngô.", people: "Lò Văn Ngân" });
  const file = `/casefile/matters/${address.split("/").pop()}`;
  await prosecutor.go(file);
  await upload(prosecutor, path);
  await prosecutor.sees("Tập 1/hỏng.pdf");
  const said = await prosecutor.words("[data-upload-said]");
  for (const words of [/hỏng\.pdf – .*bị hỏng/, /trong\.zip – .*tệp nén nằm trong tệp nén/, /ghi chú\.txt – .*chỉ nhận tệp PDF hoặc ảnh/]) assert.match(said, words);
  await prosecutor.look("archive");
  return { prosecutor, file };
}

async function sending(story, folder, scan, { prosecutor, file }) {
  const path = join(folder, "tập dày.pdf");
  const tail = Buffer.from("\n%%EOF\n");
  await writeFile(path, Buffer.concat([scan, Buffer.from("\n% "), Buffer.alloc(LARGE - scan.length, "x"), tail]));
  const { page } = prosecutor;
  const offsets = [];
  const cut = async (route) => {
    const offset = Number(new URL(route.request().url()).searchParams.get("offset"));
    offsets.push(offset);
    await (offset > 0 ? route.abort("connectionreset") : route.continue());
  };
  story.step("the line is cut: the page waits, and says so");
  await prosecutor.go(file);
  await page.route("**/parts?offset=*", cut);
  await prosecutor.away(async () => undefined);
  await upload(prosecutor, path);
  await prosecutor.sees("Mất kết nối, sẽ tự gửi tiếp");
  await prosecutor.look("sending-cut");
  story.step("the page is closed: chosen again, the file goes on where it broke off");
  page.once("dialog", (dialog) => dialog.accept());
  await prosecutor.go(file);
  await prosecutor.sees("đang gửi dở (44%)");
  await prosecutor.look("sending-unfinished");
  await page.unroute("**/parts?offset=*");
  offsets.length = 0;
  await page.route("**/parts?offset=*", async (route) => {
    offsets.push(Number(new URL(route.request().url()).searchParams.get("offset")));
    // In the midst of it the program dies as in a power cut, and comes again.
    if (offsets.length === 1) {
      await story.office.server.die();
      void pause(1500).then(() => story.office.server.again());
    }
    await route.continue().catch(() => undefined);
  });
  await upload(prosecutor, path);
  // The bar soon tells of the reading instead of the taking.
  await prosecutor.sees(/tập dày\.pdf: (Đã nhận 3 trang|đang)/).catch(async (error) => {
    throw new Error(`${error.message}: ${await prosecutor.words("main")}`);
  });
  assert.equal(offsets[0], 4 << 20, `it went on at ${offsets}`);
  assert.equal(offsets.filter((at) => at === 0).length, 0, "nothing was sent twice");
  await page.unroute("**/parts?offset=*");
}

async function photographs(story, folder, { prosecutor, file }) {
  story.step("pages are photographed, put in order, and become one document");
  const { page } = prosecutor;
  await prosecutor.go(file);
  const paths = [];
  for (const words of ["Trang hai", "Trang mot", "Trang hong"]) {
    const data = await page.evaluate(async (text) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 900, height: 1270 });
      const paper = canvas.getContext("2d");
      paper.fillStyle = "white";
      paper.fillRect(0, 0, 900, 1270);
      paper.fillStyle = "black";
      paper.font = "60px sans-serif";
      paper.fillText(text, 100, 200);
      return canvas.toDataURL("image/jpeg").split(",")[1];
    }, words);
    const path = join(folder, `${words}.jpg`);
    await writeFile(path, Buffer.from(data, "base64"));
    paths.push(path);
  }
  for (const path of paths) await page.setInputFiles("[data-camera-input]", path);
  await page.getByRole("button", { name: "Bỏ trang 3" }).click();
  await page.getByRole("button", { name: "Đưa trang 2 lên trước" }).click();
  assert.equal(await page.locator(".camera-pages li").count(), 2);
  await prosecutor.look("photographs");
  await page.getByRole("button", { name: "Gửi 2 trang thành một tài liệu" }).click();
  await prosecutor.sees(/Ảnh chụp .*\.pdf: (Đã nhận 2 trang|đang)/);
}

async function tray(story, { file }) {
  story.step("the administrator names a scanner's folder");
  const officer = await story.as("officer");
  await officer.go("/casefile/scanners");
  await officer.look("scanners-empty");
  await officer.fill({ name: "Máy quét tầng 2", folder: "../ngoai" });
  assert.equal((await officer.send()).moved, false, "a folder outside is refused");
  await officer.look("scanners-refused");
  await officer.fill({ folder: "tang-2" });
  await officer.page.locator('[data-lookup-for="receiver"]').fill("Lò Thị Mai");
  await officer.page.locator("[role=option]", { hasText: "Lò Thị Mai" }).first().click();
  await officer.record();
  await officer.look("scanners");

  story.step("a scan without a matter waits in the tray");
  const clerk = await story.as("clerk");
  await clerk.go("/casefile/tray");
  await clerk.look("tray-empty");
  const scanner = join(story.office.server.folder, "data/may-quet/tang-2");
  await writeFile(join(scanner, "SCAN0001.pdf"), await readFile(SCAN));
  await writeFile(join(scanner, "khong-phai.pdf"), "Đây là chữ");
  for (let tried = 0; tried < 60; tried += 1) {
    await clerk.go("/casefile/tray");
    if ((await clerk.words()).includes("SCAN0001")) break;
    await pause(2000);
  }
  await clerk.sees("SCAN0001.pdf");
  await clerk.page.locator(".tray-page img").first().evaluate((picture) => picture.decode());
  await clerk.look("tray");
  const why = await readFile(join(scanner, "tu-choi/khong-phai.pdf.txt"), "utf8");
  assert.match(why, /chỉ nhận tệp PDF hoặc ảnh/);
  await clerk.page.locator('[data-lookup-for="matter"]').fill("Lò Văn Ngân");
  await clerk.page.locator("[role=option]", { hasText: "Ngân" }).first().click();
  await clerk.press("Đưa vào hồ sơ");
  // The same three pages came with the archive.
  await clerk.sees("Tệp này đã có trong hồ sơ");
  await clerk.sees("Khay đang trống");
  assert.deepEqual((await readdir(join(scanner, "tu-choi"))).sort(), ["SCAN0001.pdf", "SCAN0001.pdf.txt", "khong-phai.pdf", "khong-phai.pdf.txt"]);
  assert.ok(file);
}

async function tell(story) {
  const folder = join(story.office.server.folder, "coming");
  await mkdir(folder, { recursive: true });
  const scan = await readFile(SCAN);
  const at = await archive(story, folder, scan);
  await sending(story, folder, scan, at);
  await photographs(story, folder, at);
  await tray(story, at);
}

export default [{ name: "intake", tell }];
