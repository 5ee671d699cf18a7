// The pictures of the guides: looks that the stories took, made small, kept under the names that the guides use.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RESULTS, ROOT } from "./server.mjs";

export const GUIDES = join(ROOT, "docs/guides");
const MOST_BYTES = 60_000;
const WIDTHS = { desktop: 920, phone: 300 };

/** Name in the guide: the story, its look, and the size when it is not the desktop's. */
export const PICTURES = {
  "dang-nhap": ["door", "sign-in"],
  "ban-lam-viec": ["prosecutor-day", "desk"],
  "vao-so-nguon-tin": ["prosecutor-day", "report-filled"],
  "can-cu-thoi-han": ["prosecutor-day", "proof"],
  "buoc-tiep-theo": ["prosecutor-day", "next-step"],
  "duoc-lam-gi": ["prosecutor-day", "ways"],
  "tim-hanh-vi": ["prosecutor-day", "acts-found"],
  "nhieu-bi-can": ["prosecutor-day", "several-accused"],
  "tam-giam": ["prosecutor-day", "detained"],
  "tam-giu-tam-giam": ["prosecutor-day", "held"],
  "dinh-chinh": ["prosecutor-day", "correction"],
  "da-dinh-chinh": ["prosecutor-day", "corrected"],
  "so-lay-so": ["prosecutor-day", "numbers"],
  "tu-so": ["prosecutor-day", "shelf"],
  "so-04": ["prosecutor-day", "book-04"],
  "so-04-in": ["prosecutor-day", "book-04-paper"],
  "so-tam-dinh-chi": ["prosecutor-day", "book-suspended"],
  "tim-nhanh": ["prosecutor-day", "palette"],
  "dien-thoai": ["prosecutor-day", "desk", "phone"],
  "dien-thoai-ho-so": ["prosecutor-day", "next-step", "phone"],
  "tim-nguoi": ["persons", "found"],
  "trang-mot-nguoi": ["persons", "person"],
  "tach-vu-an": ["passages", "split-filled"],
  "nhan-ho-so": ["passages", "waiting"],
  "da-leo-thang": ["ladder", "raised"],
  "thang-canh-bao": ["ladder", "ladder-read"],
  "ban-tin": ["ladder", "digest"],
  "doi-ngay": ["ladder", "moved"],
  "nhap-so-ghep-cot": ["import", "import-mapping"],
  "nhap-so-kiem-tra": ["import", "import-checked"],
  "ho-so-so-hoa": ["main", "found-in-file"],
  "ghi-tu-ban-quet": ["quick-entry", "fields-proposed"],
  "khoanh-chu": ["main", "box-to-field"],
  "ghi-chu": ["marks", "note"],
  "day-du": ["marks", "completeness"],
  "muc-luc-may-de-xuat": ["ordering", "proposed"],
  "toan-canh-chung-minh": ["evidence", "glance"],
  "so-do-tu-duy": ["mindmap", "two-levels"],
  "so-do-quan-he": ["diagram", "relations"],
  "dong-tien": ["flows", "picture"],
  "so-do-hien-truong": ["flows", "sketch"],
  "vu-viec-dan-su": ["civil", "civil-matter"],
  "danh-muc-trinh-chieu": ["courtroom", "list"],
  "ban-dieu-khien": ["courtroom", "console"],
  "goi-phien-toa": ["pack", "begin"],
  "soan-van-ban": ["main", "draft-filled"],
  "ban-hanh": ["main", "issued"],
  "bi-tu-choi": ["unlawful", "extension-too-long"],
  "nguoi-khac-vua-ghi": ["two-people", "changed-meanwhile"],
  "bieu-01": ["main", "bieu-01"],
  "sau-con-so": ["main", "behind-the-figure"],
  "phan-mem-ket-noi": ["systems", "token"],
  "xuat-du-lieu": ["export", "export"],
  "don-vi-can-bo": ["admin", "person"],
  "lich-nghi": ["admin", "calendar"],
  "nhat-ky": ["admin", "trail-whole"],
};

/** Where the stories of this run left the look; nothing when its story was not told. */
async function taken(story, look, size = "desktop") {
  const folder = join(RESULTS, "screens", story);
  const names = await readdir(folder).catch(() => undefined);
  if (!names) return undefined;
  // The shortest: "03-tuan-list" is the list, "02-tuan-empty-list" another look.
  const [name] = names.filter((one) => one.endsWith(`-${look}-${size}.png`)).sort((one, other) => one.length - other.length);
  if (!name) throw new Error(`the story ${story} took no look “${look}” (${size})`);
  return join(folder, name);
}

/** Keeps the pictures of the stories that were told; answers how many, and how many bytes. */
export async function keepPictures(browser) {
  const page = await browser.newPage();
  const folder = join(GUIDES, "pictures");
  await mkdir(folder, { recursive: true });
  let [many, bytes] = [0, 0];
  for (const [name, [story, look, size]] of Object.entries(PICTURES)) {
    const source = await taken(story, look, size);
    if (!source) continue;
    const small = await shrink(page, await readFile(source), WIDTHS[size ?? "desktop"]);
    await writeFile(join(folder, `${name}.webp`), small);
    many += 1;
    bytes += small.length;
  }
  await page.close();
  return { many, bytes };
}

/** The same picture, narrower, as WebP of the best quality that keeps it small. */
async function shrink(page, png, width) {
  for (const quality of [0.8, 0.66, 0.5, 0.35, 0.2]) {
    const small = await page.evaluate(
      async ([source, wide, fine]) => {
        const blob = await (await fetch(source)).blob();
        const full = await createImageBitmap(blob);
        const high = Math.round((full.height * wide) / full.width);
        const canvas = new OffscreenCanvas(wide, high);
        const brush = canvas.getContext("2d");
        brush.imageSmoothingQuality = "high";
        brush.drawImage(full, 0, 0, wide, high);
        const made = await canvas.convertToBlob({ type: "image/webp", quality: fine });
        return btoa(String.fromCharCode(...new Uint8Array(await made.arrayBuffer())));
      },
      [`data:image/png;base64,${png.toString("base64")}`, width, quality],
    );
    const bytes = Buffer.from(small, "base64");
    if (bytes.length <= MOST_BYTES) return bytes;
  }
  throw new Error(`a picture stays larger than ${MOST_BYTES} bytes`);
}
