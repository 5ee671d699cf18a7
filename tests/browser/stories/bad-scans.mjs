// Files that are no scans: each is answered with a sentence, and the matter stays as it was.
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { stack } from "../harness/case_a.mjs";
import { upload } from "../harness/casefile.mjs";
import { registerReport } from "../harness/matters.mjs";

const run = promisify(execFile);

async function badFiles(folder, whole) {
  const place = join(folder, "bad");
  await mkdir(place, { recursive: true });
  const good = await stack(folder, whole);
  const one = join(place, "mot-trang.pdf");
  await run("qpdf", [good.path, "--pages", ".", "1", "--", one]);
  const files = { empty: join(place, "trong.pdf"), word: join(place, "bien-ban.docx"), locked: join(place, "co-mat-khau.pdf"), broken: join(place, "hong.pdf") };
  await writeFile(files.empty, "");
  await writeFile(files.word, Buffer.from("504b0304140006000800000021", "hex"));
  await writeFile(files.broken, "%PDF-1.7\nkhông có gì ở đây");
  await run("qpdf", ["--encrypt", "mo", "mo", "256", "--", one, files.locked]);
  return files;
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  prosecutor.expects(415, 400);
  const address = await registerReport(prosecutor, { effective: "12/08/2026 10:00", summary: "Gây rối tại quán ăn.", people: "Vì Văn Sơn" });
  const file = `/casefile/matters/${address.split("/").pop()}`;
  const files = await badFiles(story.office.server.folder, story.office);
  const sentences = { empty: /trống|không có nội dung|rỗng/i, word: /Word|PDF hoặc ảnh|không phải|chưa nhận/i, locked: /mật khẩu|mã hóa/i, broken: /hỏng|không mở được|không đọc được/i };
  for (const [name, path] of Object.entries(files)) {
    story.step(`a file that is ${name}`);
    await prosecutor.go(file);
    await upload(prosecutor, path);
    const said = prosecutor.page.locator("[data-upload-said], .alert-box, .toast").filter({ hasText: sentences[name] }).first();
    await said.waitFor().catch(async () => {
      throw new Error(`no sentence for the file that is ${name}: ${await prosecutor.words("main, .toasts")}`);
    });
    console.log(`     “${(await said.textContent()).replace(/\s+/g, " ").trim()}”`);
    await prosecutor.look(`refused-${name}`);
  }
};

export default [{ name: "bad-scans", tell }];
