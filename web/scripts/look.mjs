// Pictures of the gallery at both sizes in light and dark, and axe on each: `npm run look -- HTML_DIR PICTURES_DIR [PAGES_DIR]`.
// HTML_DIR comes from `cargo run -p shell --example gallery -- HTML_DIR`; PAGES_DIR holds page-1.jpg … for the viewer.
import { createServer } from "node:http";
import { mkdirSync, readFileSync, readdirSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const [html, pictures, scans] = process.argv.slice(2);
const only = process.env.ONLY?.split(",");
const dist = new URL("../dist", import.meta.url).pathname;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
mkdirSync(pictures, { recursive: true });
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".html": "text/html; charset=utf-8", ".jpg": "image/jpeg" };
const POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";
const scanned = scans && existsSync(scans) ? readdirSync(scans).filter((name) => name.endsWith(".jpg")).sort() : [];
const size = (name) => {
  const bytes = readFileSync(join(scans, name));
  for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) if (bytes[at + 1] >= 0xc0 && bytes[at + 1] <= 0xc2) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
};
const file = () => ({
  title: "Hồ sơ mẫu",
  pages: scanned.map((name, at) => { const [w, h] = size(name); return { id: `p${at + 1}`, no: at + 1, w, h, image: `/_pages/${name}`, thumb: `/_pages/${name}`, bl: at > 1 ? String(at - 1).padStart(2, "0") : null, status: at > 8 ? "reading" : "ready" }; }),
  documents: [{ id: "d1", title: "Quyết định phân công", kind: "qd", first: 3, last: 3, bl: "01" }, { id: "d2", title: "Biên bản tiếp nhận nguồn tin", kind: "bb", first: 4, last: 5, bl: "02-03" }],
  kinds: [{ value: "qd", label: "Quyết định" }, { value: "bb", label: "Biên bản" }],
  search: "/_gallery/search", region: "/_gallery/region", documents_url: "/_gallery/documents", rotation_url: "/_gallery/turn/{page}", events: null, page_href: "/_gallery/split?page={page}",
});
const drafts = [];
const json = (answer, body, status = 200) => { answer.writeHead(status, { "content-type": "application/json" }); answer.end(JSON.stringify(body)); };
const server = createServer((ask, answer) => {
  const url = new URL(ask.url, "http://x");
  const send = (path) => { answer.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain", "content-security-policy": POLICY }); answer.end(readFileSync(path)); };
  let body = "";
  ask.on("data", (part) => (body += part)).on("end", () => {
    if (url.pathname.startsWith("/assets/") && existsSync(join(dist, url.pathname.slice(8)))) return send(join(dist, url.pathname.slice(8)));
    if (url.pathname.startsWith("/_pages/")) return send(join(scans, url.pathname.slice(8)));
    if (url.pathname.endsWith(".html")) return send(join(html, url.pathname));
    if (url.pathname === "/_gallery/file") return json(answer, file());
    if (url.pathname === "/_gallery/search") return json(answer, { total: 2, hits: [{ page: "p4", text: "đã đe dọa và buộc bà Hương chuyển tiền", marks: [[3, 9]], rects: [[300, 600, 520, 640]] }, { page: "p6", text: "hành vi đe dọa diễn ra nhiều lần", marks: [[8, 14]], rects: [[200, 800, 420, 840]] }] });
    if (url.pathname === "/_gallery/region") return json(answer, { text: "ngày 20 tháng 5 năm 2026" });
    if (url.pathname === "/_gallery/draft") { drafts.push(new URLSearchParams(body)); return json(answer, { saved_at: "14:03", version: 3 + drafts.length }); }
    if (url.pathname === "/_gallery/people") return json(answer, [{ value: "9", label: "Trần Quốc Bảo", hint: "Công an tỉnh Lâm Đồng" }, { value: "10", label: "Trần Văn Bình", hint: "Công an xã" }]);
    if (url.pathname === "/_gallery/events") { answer.writeHead(200, { "content-type": "text/event-stream" }); return answer.end('data: {"done":30,"total":51,"state":"running"}\n\n'); }
    if (url.pathname === "/palette") return json(answer, { groups: [{ title: "Vụ án", items: [{ label: "12/2026/HSST – Nguyễn Văn Thịnh", hint: "Cưỡng đoạt tài sản", href: "/x" }] }] });
    answer.writeHead(404).end();
  });
}).listen(0);
const root = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
let faults = 0;
const fault = (where, what) => { faults += 1; console.log(`${where}: ${what}`); };

async function look(name, address, width, height, act = async () => undefined, whole = true) {
  if (only && !only.some((one) => name.startsWith(one))) return;
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < 500, deviceScaleFactor: 1 });
  const page = await context.newPage();
  page.setDefaultTimeout(6000);
  page.on("console", (line) => line.type() === "error" && !line.text().includes("ERR_FAILED") && fault(name, line.text()));
  page.on("pageerror", (error) => fault(name, error.message));
  await page.goto(root + address);
  await page.evaluate(() => document.fonts.ready);
  await act(page).catch((error) => fault(name, error.message));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) fault(name, `${wide}px wider than the window`);
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: whole });
  if (name === "print") return context.close();
  await page.evaluate(readFileSync(axe, "utf8") + ";0");
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { id, nodes } of violations) fault(name, `axe ${id}: ${nodes.slice(0, 4).map((node) => `${node.target} ${node.failureSummary.split("\n")[1] ?? ""}`).join(" | ")}`);
  await context.close();
}

for (const [size, width, height] of [["desktop", 1366, 768], ["phone", 390, 844]]) {
  for (const theme of ["light", "dark"]) {
    for (const name of ["gallery", "sign-in", "error"]) await look(`${name}-${theme}-${size}`, `/${name}-${theme}.html`, width, height);
    if (scanned.length > 0) await look(`split-${theme}-${size}`, `/split-${theme}.html`, width, height, (page) => page.waitForSelector(".sheet img:not(.is-coming)"), false);
  }
  await look(`menu-${size}`, "/gallery-light.html", width, height, async (page) => { if (size === "phone") await page.click(".menu-button"); else await page.click("details.due >> nth=1"); }, false);
  await look(`palette-${size}`, "/gallery-light.html", width, height, async (page) => { await page.keyboard.press("Control+k"); await page.keyboard.type("nguon"); await page.waitForSelector("text=Nguyễn Văn Thịnh"); }, false);
  await look(`account-${size}`, "/gallery-dark.html", width, height, (page) => page.click(".person > summary"), false);
  await look(`confirm-${size}`, "/gallery-light.html", width, height, (page) => page.click("[data-dialog]"), false);
}
await look("autosave", "/gallery-light.html", 1366, 768, async (page) => {
  await page.fill("#f-signed_on", "");
  await page.locator("#f-signed_on").pressSequentially("5326");
  await page.fill("#f-signed_on", "050326");
  await page.locator("#f-signed_on").press("Tab");
  await page.waitForSelector("text=Đã lưu 14:03");
  if ((await page.inputValue("#f-signed_on")) !== "05/03/2026") fault("autosave", "the date was not tidied");
  if (drafts.at(-1)?.get("value") !== "05/03/2026") fault("autosave", `sent ${drafts.at(-1)}`);
  await page.click("[data-undo]");
  await page.waitForFunction(() => document.querySelector("#f-signed_on").value === "30/02/2026");
  await page.click("#f-investigator");
  await page.fill("#f-investigator", "tran");
  await page.waitForSelector(".choices li");
}, false);
await look("print", "/gallery-light.html", 794, 1123, (page) => page.emulateMedia({ media: "print" }));
await look("restored", "/gallery-light.html", 1366, 768, async (page) => {
  await page.route("**/_gallery/draft", (route) => route.abort());
  await page.fill("#f-number", "118/QĐ-VKSKV3");
  await page.waitForSelector(".saved.is-late");
  await page.unroute("**/_gallery/draft");
  await page.reload();
  await page.waitForFunction(() => document.querySelector("#f-number").value === "118/QĐ-VKSKV3");
  await page.waitForSelector("text=Đã lưu 14:03");
}, false);
if (scanned.length > 0) {
  await look("viewer-box", "/split-light.html", 1366, 768, async (page) => {
    await page.waitForSelector(".sheet img:not(.is-coming)");
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    await page.keyboard.type("4");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".bar-bl:has-text('BL 02')");
    await page.click("#f-signed_on");
    const at = await page.locator(".sheet").boundingBox();
    await page.mouse.move(at.x + at.width * 0.3, at.y + at.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(at.x + at.width * 0.7, at.y + at.height * 0.34, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector("#f-signed_on").value === "20/05/2026");
    await page.waitForSelector("[data-field=signed_on] .source-chip:has-text('BL 02')");
    const source = JSON.parse(await page.inputValue("[name='source.signed_on']"));
    if (source.page !== "p4" || source.rect.length !== 4) fault("viewer-box", JSON.stringify(source));
  }, false);
  for (const [size, width, height] of [["desktop", 1366, 768], ["phone", 390, 844]]) await look(`viewer-find-${size}`, "/split-light.html", width, height, async (page) => {
    await page.waitForSelector(".sheet img:not(.is-coming)");
    await page.click("[aria-label='Tìm trong hồ sơ']");
    await page.fill(".panel input", "de doa");
    await page.waitForSelector(".mark-hit-now");
    await page.keyboard.press("F3");
    await page.waitForFunction(() => document.querySelector(".bar-place").value === "6");
  }, false);
  await look("viewer-two", "/split-light.html", 1366, 768, async (page) => {
    await page.waitForSelector(".sheet img:not(.is-coming)");
    await page.locator(".stage").focus();
    for (const key of ["d", "ArrowRight", "]"]) await page.keyboard.press(key);
    await page.click("[aria-label='Dải trang nhỏ']");
  }, false);
}
await browser.close();
server.close();
console.log(faults === 0 ? "no fault" : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
