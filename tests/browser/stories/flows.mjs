// Money: two bank sheets become a table and a picture that opens its rows. A scene: redrawn to scale over the page of the police's sketch.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileView, untilRead, upload } from "../harness/casefile.mjs";
import { registerReport } from "../harness/matters.mjs";
import { RESULTS, ROOT } from "../harness/server.mjs";

const run = promisify(execFile);
const PAGES = 4;
/** The cheap projector. */
const PROJECTOR = { width: 1024, height: 768 };

const MAY = `NGÂN HÀNG TMCP SÔNG LAM;;;;;;;
Số tài khoản: 0123 456 789;;;;;;;
Chủ tài khoản: Thái Doãn Lâm;;;;;;;
Ngày giao dịch;Số bút toán;Nội dung;Ghi nợ;Ghi có;Số dư;Tài khoản đối ứng;Tên đối ứng
12/05/2026 09:15;FT1;chuyen tien lan 1;;20.000.000;21.000.000;998877;TRAN THI BINH
12/05/2026 10:20;FT2;chuyen tien lan 2;;30.000.000;51.000.000;998877;TRAN THI BINH
13/05/2026;FT3;chuyen hang;;12.500.000;63.500.000;445566;LE VAN CUONG
14/05/2026;FT4;rut tien mat ATM;5.000.000;;58.500.000;;
15/05/2026;FT5;tra no;40.000.000;;18.500.000;5550001111;PHAN QUY TIEP
16/05/2026;FT6;mua ve;3.500.000;;15.500.000;7776665550;CONG TY VAN TAI SONG LAM
17/05/2026;FT7;ngoai te;100 USD;;15.400.000;5550001111;PHAN QUY TIEP
`;
const OTHER = `Account No: 998877
Account name: TRAN THI BINH

Date,Amount,Description,Counter account,Beneficiary name
12/05/2026,"-20,000,000",tra tien,0123456789,THAI DOAN LAM
20/05/2026,"15,000,000",luong thang 5,,CONG TY MAY SONG LAM
`;

async function taken(visitor, id, name, text) {
  const path = join(visitor.office.server.folder, name);
  await writeFile(path, text);
  await visitor.go(`/evidence/matters/${id}/flows`);
  await visitor.page.setInputFiles("#file", path);
  await visitor.press("Tải lên và xem thử");
}

async function imported(story, visitor, id) {
  story.step("a bank's sheet is matched on one page, taken in, and every row answers for itself");
  const { page } = visitor;
  await visitor.go(`/evidence/matters/${id}/flows`);
  await visitor.sees("Chưa có giao dịch nào.");
  await visitor.look("no-flows");
  await taken(visitor, id, "sao-ke-thang-5.csv", MAY);
  assert.equal(await page.locator("#number").inputValue(), "0123 456 789");
  assert.equal(await page.locator("#holder").inputValue(), "Thái Doãn Lâm");
  await visitor.sees("Đọc được 6 giao dịch; 1 dòng chưa đọc được; số dư không khớp ở 1 trong 5 bước.");
  await visitor.look("mapping");
  await page.locator("#leaves").fill("BL 2-3");
  await visitor.press("Nhập vào bảng");
  await visitor.sees("Đã ghi 6 giao dịch; 1 dòng chưa đọc được, xem bên dưới.");
  await visitor.sees("Số dư không khớp: trước đó");
  await visitor.look("rows");
  await taken(visitor, id, "sao-ke-doi-ung.csv", OTHER);
  await visitor.press("Nhập vào bảng");
  await visitor.sees("Đã ghi 1 giao dịch, 1 giao dịch đã có từ trước.");
}

async function typed(story, visitor, id) {
  story.step("goods are added by hand; what is wrong is said and what was typed stays");
  const { page } = visitor;
  await visitor.go(`/evidence/matters/${id}/flows/transfers#add`);
  await page.locator("#add summary").click();
  await page.locator("#giver").fill("LE VAN CUONG");
  await page.locator("#receiver").fill("Thái Doãn Lâm");
  await page.locator("#what").selectOption("goods");
  await page.locator("#certainty").selectOption("disputed");
  await visitor.press("Thêm giao dịch", page.locator("#add .entry-foot"));
  await visitor.sees("Hãy ghi hàng gì, bao nhiêu");
  assert.equal(await page.locator("#giver").inputValue(), "LE VAN CUONG");
  await page.locator("#goods").fill("2 điện thoại");
  await page.locator("#day").fill("13/5/2026");
  await page.locator("#leaves").fill("BL 1");
  await visitor.press("Thêm giao dịch", page.locator("#add .entry-foot"));
  await visitor.sees("Đã thêm giao dịch.");
  await visitor.look("transfers");
}

async function drawn(story, visitor, id) {
  story.step("the picture opens its rows, reveals itself step by step, is kept under a name and leaves as a file");
  const { page } = visitor;
  await visitor.go(`/evidence/matters/${id}/flows`);
  await visitor.look("picture");
  await visitor.leads(() => page.locator('.flow-picture a[aria-label*="50.000.000"]').click());
  await visitor.sees("2 giao dịch, tổng 50.000.000 đồng");
  await page.goBack();
  await page.locator("#keep-title").fill("Dòng tiền tháng 5/2026");
  await visitor.press("Lưu sơ đồ", page.locator(".flow-keep"));
  await visitor.sees("Đã lưu sơ đồ.");
  const address = visitor.path();
  await visitor.press("Từ đầu");
  assert.equal(await page.locator(".flow-picture a").count(), 0);
  await visitor.press("Tiếp");
  await visitor.sees("50.000.000 đồng");
  await page.setViewportSize(PROJECTOR);
  for (const [format, begins] of [["svg", "<svg"], ["png", "\u0089PNG"], ["pdf", "%PDF"]]) {
    const answer = await visitor.context.request.get(`${address}/${format}`);
    const body = await answer.body();
    assert.equal(answer.status(), 200, format);
    assert.ok(body.toString("latin1").startsWith(begins), format);
    if (format === "png") await writeFile(join(RESULTS, "screens", visitor.story, "flow-as-projected.png"), body);
  }
}

async function undone(story, visitor, id) {
  story.step("the whole import is undone; its rows stay");
  const { page } = visitor;
  await visitor.go(`/evidence/matters/${id}/flows`);
  await visitor.press("sao-ke-doi-ung.csv");
  await visitor.press("Hoàn tác cả đợt");
  await visitor.sees("Đã hoàn tác đợt nhập.");
  assert.equal(await page.locator("#rows tbody tr").count(), 2);
}

/** Presses the page of the sketch at a place in metres. */
async function at(page, x, y) {
  const box = await page.locator(".sketch-stage canvas").first().boundingBox();
  const [w, h] = [30 * (520 / 20), 520];
  const zoom = Math.min(box.width / (w + 24), box.height / (h + 24));
  await page.mouse.click(box.x + (box.width - w * zoom) / 2 + x * 26 * zoom, box.y + 12 * zoom + y * 26 * zoom);
}

const kept = (page) => page.locator(".sketch-saved", { hasText: "Đã lưu" }).waitFor();

async function sketched(story, visitor, id) {
  story.step("a scene is drawn to scale over a page of the file: mark, edge, numbered places, distances, undo, a dead page");
  const { page } = visitor;
  await visitor.go(`/evidence/matters/${id}/sketches`);
  await visitor.look("no-sketches");
  await page.locator("#w").fill("30");
  await page.locator("#h").fill("20");
  await visitor.press("Lập sơ đồ");
  await page.locator(".sketch-stage canvas").first().waitFor();
  await page.locator("#sketch-back").fill("BL 4");
  await page.locator("#sketch-back").press("Enter");
  await page.locator("#sketch-strength").waitFor();
  const tool = (name) => page.locator(".sketch-tools").getByRole("button", { name, exact: true }).click();
  await tool("Vật chuẩn cố định");
  await at(page, 4, 3);
  await tool("Mép đường chuẩn");
  await at(page, 1, 10);
  await at(page, 28, 10);
  await page.keyboard.press("Enter");
  await tool("Nạn nhân");
  await at(page, 7, 7);
  await page.locator("#sketch-title-of").fill("Nạn nhân Trần Thị Bình");
  await page.locator("#sketch-title-of").press("Enter");
  await page.locator("#sketch-leaves").fill("BL 4");
  await page.locator("#sketch-leaves").press("Enter");
  await page.locator(".sketch-leaves .bl-link").waitFor();
  await tool("Xe mô tô, xe máy");
  await at(page, 14, 13);
  await tool("Vết phanh, vết cày, vết kéo");
  await at(page, 16, 13);
  await at(page, 24, 14);
  await page.keyboard.press("Enter");
  await page.locator(".sketch-line", { hasText: "Nạn nhân Trần Thị Bình" }).click();
  await visitor.sees(/Cách vật chuẩn: (4,9\d|5,0\d) m/);
  await kept(page);
  await visitor.look("sketch");
  await page.locator(".sketch-stage").click({ position: { x: 6, y: 6 } });
  await page.locator(".sketch-line", { hasText: "Xe mô tô" }).click();
  await page.keyboard.press("Delete");
  assert.equal(await page.locator(".sketch-line").count(), 4);
  await page.locator(".sketch-tools").getByRole("button", { name: "Hoàn tác" }).click();
  assert.equal(await page.locator(".sketch-line").count(), 5);
  await kept(page);
  const address = visitor.path();
  // The network goes, a line is changed, the page dies: what was drawn is there again.
  await visitor.away(async () => {
    await page.locator(".sketch-line", { hasText: "Xe mô tô" }).click();
    await page.locator("#sketch-title-of").fill("Xe máy 26B1-123.45");
    await page.locator("#sketch-title-of").press("Enter");
    await page.locator(".sketch-saved.is-late").waitFor();
  });
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.locator(".sketch-line", { hasText: "Xe máy 26B1-123.45" }).waitFor();
  await kept(page);
  const answer = await visitor.context.request.get(`${address}/png`);
  assert.equal(answer.status(), 200);
  await writeFile(join(RESULTS, "screens", visitor.story, "sketch-as-projected.png"), await answer.body());
}

const tell = async (story) => {
  const prosecutor = await story.as("prosecutor");
  const address = await registerReport(prosecutor, { effective: "09/08/2026 15:00", summary: "Đe dọa để chiếm đoạt tiền, chuyển qua nhiều tài khoản.", people: "Thái Doãn Lâm" });
  const id = address.split("/").pop();
  const pdf = join(story.office.server.folder, "ho-so-dong-tien.pdf");
  await run("qpdf", [join(ROOT, "samples/case-a/born-digital.pdf"), "--pages", ".", `4-${PAGES + 3}`, "--", pdf]);
  await prosecutor.go(`/casefile/matters/${id}`);
  await upload(prosecutor, pdf);
  await prosecutor.page.locator(".viewer .strip-page").first().waitFor({ timeout: 90_000 });
  await untilRead(prosecutor, id, PAGES);
  const view = await fileView(prosecutor, id);
  for (const one of view.pages) {
    await prosecutor.page.evaluate(
      async ([path, bl]) => {
        const csrf = document.querySelector('meta[name="csrf"]').content;
        await fetch(path, { method: "POST", headers: { "x-csrf-token": csrf, "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ bl, csrf }) });
      },
      [`/casefile/pages/${one.id}/bl`, String(one.no)],
    );
  }
  await imported(story, prosecutor, id);
  await typed(story, prosecutor, id);
  await drawn(story, prosecutor, id);
  await undone(story, prosecutor, id);
  await sketched(story, prosecutor, id);
};

export default [{ name: "flows", tell }];
