// A courtroom pack written a second time, apart from the program: for measuring one of ten thousand pages, and to see that the page reads the
// layout and not only what our own writer makes of it (crates/courtroom/src/pack).
import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes, randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

const STRETCH = 16;
const INLINE_MOST = 96 * 1024 * 1024;
const BLOCK = 3 * 1024 * 1024;
const sha = (bytes, how = "hex") => createHash("sha256").update(bytes).digest(how);

function sealed(key, label, plain) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(label));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The page with its script and style, parted where the parts go in. */
export function player(dist) {
  const [script, style] = ["pack.js", "pack.css"].map((name) => readFileSync(join(dist, name), "utf8").trim());
  const policy = `default-src 'none'; script-src 'sha256-${sha(script, "base64")}'; style-src 'sha256-${sha(style, "base64")}'; img-src blob: data:; media-src blob:; base-uri 'none'; form-action 'none'`;
  const head = `<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Gói phiên tòa</title>\n<style>${style}</style></head>\n<body class="pack">\n`;
  return [head, `\n<script>${script}</script>\n</body>\n</html>\n`];
}

/** Writes a pack of so many pages, whose pictures are these in turn; `change` alters what it holds. Answers its size in bytes. */
export function write(path, { dist, phrase, pages, pictures, expires, change, rounds = 600_000, madeAt = Date.now() }) {
  const pack = randomUUID();
  const [parts, log] = [randomBytes(32), randomBytes(32)];
  const salt = randomBytes(16);
  const typed = phrase.normalize("NFC").toLowerCase().replace(/[\s-]+/gu, "");
  const keys = sealed(pbkdf2Sync(typed, salt, rounds, 32, "sha256"), `${pack}/keys`, Buffer.concat([parts, log]));
  const all = [];
  for (let no = 1; no <= pages; no += 1) {
    all.push({ id: randomUUID(), no, w: 1240, h: 1754, image: "", thumb: "", bl: String(no), bl_guess: null, status: "ready", blank: false, note: "", bearing: "free", title: "Kết luận giám định" });
  }
  const part = (page) => ({ kind: "page", page: page.id, no: page.no, label: `BL ${page.no}`, rect: null, look: "page", lights: [], w: page.w, h: page.h, quarters: 0, image: "", thumb: "", is_lost: false });
  const exhibits = all.slice(0, 20).map((page) => ({ id: randomUUID(), phase: "xet_hoi", title: "Kết luận giám định", purpose: "", person: "", question: "", expected: "", fallback: "", statement: "", planned_s: 60, parts: [part(page)], bearing: "free", standing: "approved", revision: 1, used_s: 0 }));
  const says = Object.fromEntries(["statement", "unknown", "frozen", "nothing", "exhibit_gone", "not_ready", "no_person", "no_ground", "no_leaf", "no_page", "too_many", "nothing_plays", "no_cue"].map((key) => [key, key]));
  const inside = {
    title: "Vụ án để đo", code: "", unit: "", holder: "", trial_on: "", is_approved: true, phases: [{ value: "cong_bo_cao_trang", label: "Công bố cáo trạng" }, { value: "xet_hoi", label: "Xét hỏi" }],
    rule: "BLTTHS Đ.308", says, exhibits, documents: [], notes: "", stretch: STRETCH, pages: all, drawings: [], recordings: [], trusted: [], sheet: { outline: [], outline_href: "" },
  };
  change?.(inside);
  const syllables = new Map();
  const stretches = [];
  for (let from = 0; from < pages; from += STRETCH) {
    stretches.push(all.slice(from, from + STRETCH).map((page, beside) => {
      const words = `Kết luận giám định số ${page.no} ngày ${(page.no % 28) + 1}`.split(" ");
      for (const word of words) {
        const folded = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
        syllables.set(folded, (syllables.get(folded) ?? new Set()).add(from + beside));
      }
      return words.map((word, n) => [word, [100 + 90 * n, 100, 180 + 90 * n, 130]]);
    }));
  }
  const lines = [...syllables].map(([word, places]) => `${word} ${[...places].map((place, n, list) => place - (n ? list[n - 1] : 0)).join(" ")}`);
  const plain = [deflateRawSync(JSON.stringify(inside)), ...stretches.map((one) => deflateRawSync(JSON.stringify(one))), deflateRawSync(lines.join("\n"))];
  const many = plain.length + pages;
  const pieces = [];
  const rest = openSync(`${path}.parts`, "w+");
  let bytes = 0;
  for (let at = 0; at < many; at += 1) {
    const one = sealed(parts, `${pack}/${at}`, plain[at] ?? pictures[(at - plain.length) % pictures.length]);
    pieces.push([one.length, sha(one)]);
    writeSync(rest, one);
    bytes += one.length;
  }
  closeSync(rest);
  const [before, after] = player(dist);
  const opening = { salt: salt.toString("base64"), rounds, keys: keys.toString("base64") };
  const manifest = JSON.stringify({ format: 1, pack, made_at: madeAt, expires_on: expires, opening, player: sha(`${before}<!--parts-->${after}`), parts: pieces });
  const isInline = bytes <= INLINE_MOST;
  const seal = { stamp: createHmac("sha256", log).update(manifest).digest("hex"), is_inline: isInline, bytes, paper: "" };
  const out = openSync(path, "w");
  writeSync(out, `${before}<script type="application/json" id="pack-manifest">${manifest}</script>\n<script type="application/json" id="pack-seal">${JSON.stringify(seal)}</script>\n`);
  if (!isInline) writeSync(out, `${after}<plaintext hidden>`);
  const source = openSync(`${path}.parts`, "r");
  const held = Buffer.alloc(BLOCK);
  for (let read = readSync(source, held); read > 0; read = readSync(source, held)) {
    writeSync(out, isInline ? `<script type="application/octet-stream">${held.subarray(0, read).toString("base64")}</script>\n` : held.subarray(0, read));
  }
  if (isInline) writeSync(out, after);
  closeSync(source);
  closeSync(out);
  rmSync(`${path}.parts`);
  return { bytes, pack, isInline };
}
