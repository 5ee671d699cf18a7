// Chữ ký số của gói, judged by the page itself: the signed sheet inside the file names the manifest. The authorities it is held against travel
// sealed in the pack. Whether a certificate was revoked meanwhile nobody can know without a network.
import { certificate, type Certificate, hashOf, isSigned, leads } from "./certificate";
import { type Bytes, isSame, oid, piece, pieces, SET } from "./der";
import { fromBase64 } from "./keys";
import { moment } from "./moment";

export type Verdict =
  | { is: "none" }
  /** Signed by somebody who is believed. */
  | { is: "good"; name: string; by: string; at: number }
  /** Signed by somebody whose authority the office does not know. */
  | { is: "doubted"; name: string; by: string; at: number }
  /** The sheet was altered, or is about another pack. */
  | { is: "broken" };

const SIGNED_DATA = "1.2.840.113549.1.7.2";
const DATA = "1.2.840.113549.1.7.1";
const DIGEST = "1.2.840.113549.1.9.4";

interface Field {
  signed: Bytes;
  message: Bytes;
}

const latin = new TextDecoder("latin1");

/** The signatures of a PDF: what each covers, and itself. */
function fields(pdf: Bytes): Field[] {
  const text = latin.decode(pdf);
  const all: Field[] = [];
  for (const found of text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)) {
    const [a, b, c, d] = found.slice(1, 5).map(Number) as [number, number, number, number];
    if (a !== 0 || b > c || c + d > pdf.length) continue;
    const hole = text.slice(b, c).trim();
    if (!/^<[0-9a-fA-F]*>$/.test(hole)) continue;
    const message = Uint8Array.from(hole.slice(1, -1).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    const signed = new Uint8Array(b + d);
    signed.set(pdf.subarray(0, b));
    signed.set(pdf.subarray(c, c + d), b);
    all.push({ signed, message });
  }
  return all;
}

/** Whether the signed sheet names this manifest, in any of the ways a PDF writes words (crates/courtroom/src/pack/check.rs). */
function isAbout(signed: Bytes, digest: string): boolean {
  const text = latin.decode(signed);
  const wide = [...digest].map((letter) => `\0${letter}`).join("");
  const hex = [...wide].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return [wide, hex, hex.toUpperCase()].some((way) => text.includes(way));
}

/** The signer's own word for when: it is covered by the signature. */
function saidAt(signed: Bytes, otherwise: number): number {
  const found = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:([+-])(\d\d)'?(\d\d)|Z)?/.exec(latin.decode(signed));
  if (!found) return otherwise;
  const [, y, mo, d, h, mi, s, sign, zh, zm] = found;
  const at = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  const apart = (Number(zh ?? 0) * 60 + Number(zm ?? 0)) * 60_000;
  return sign === "-" ? at + apart : at - apart;
}

interface Signer {
  certificate: Certificate;
  others: Certificate[];
}

/** Who made the message over these bytes; undefined when it does not hold. */
async function signer({ signed, message }: Field): Promise<Signer | undefined> {
  const [kind, content] = pieces(piece(message).inside);
  if (oid(kind) !== SIGNED_DATA || !content) return undefined;
  const parts = pieces(piece(content.inside).inside);
  // A time stamp on the document is about the time, not about who signed.
  if (oid(pieces(parts[2]!.inside)[0]) !== DATA) return undefined;
  const certificates = pieces(parts.find((one) => one.tag === 0xa0)?.inside ?? new Uint8Array()).map((one) => certificate(one.whole));
  const [info] = pieces(parts.findLast((one) => one.tag === SET)!.inside);
  const [, sid, hashing, attributes, way, signature] = pieces(info!.inside);
  if (!sid || !hashing || attributes?.tag !== 0xa0 || !way || signature?.tag !== 4) return undefined;
  const hash = hashOf(hashing);
  const digest = new Uint8Array(await crypto.subtle.digest(hash, signed));
  const said = pieces(attributes.inside).map((one) => pieces(one.inside));
  const written = said.find(([name]) => oid(name) === DIGEST)?.[1];
  if (!written || !isSame(piece(written.inside).inside, digest)) return undefined;
  const [issuer, serial] = pieces(sid.inside);
  const own = certificates.find((one) => isSame(one.issuer, issuer!.whole) && isSame(one.serial, serial!.inside));
  if (!own) return undefined;
  // What is signed is the set, whose own tag gives way to [0] in the message.
  const set = Uint8Array.from(attributes.whole);
  set[0] = SET;
  return (await isSigned(own.key, way, hash, signature.inside, set)) ? { certificate: own, others: certificates } : undefined;
}

/** One certificate that cannot be read takes nothing from the others. */
function readable(der: string): Certificate[] {
  try {
    return [certificate(fromBase64(der))];
  } catch {
    return [];
  }
}

/** Whose signature a pack carries. `paper` and the believed in base64, `digest` the SHA-256 of the manifest. */
export async function judged(paper: string, digest: string, believed: string[], madeAt: number): Promise<Verdict> {
  if (!paper) return { is: "none" };
  try {
    const known = believed.flatMap((one) => readable(one));
    for (const field of fields(fromBase64(paper))) {
      if (!isAbout(field.signed, digest)) continue;
      const found = await signer(field);
      if (!found) return { is: "broken" };
      const at = saidAt(field.signed, madeAt);
      const { name, issuerName } = found.certificate;
      const isBelieved = await leads(found.certificate, found.others, known, at);
      return { is: isBelieved ? "good" : "doubted", name, by: issuerName, at };
    }
  } catch {
    // What cannot be read was not signed as it stands here.
  }
  return { is: "broken" };
}

/** The verdict in words: short for a badge, whole for the page before the session. */
export function told(verdict: Verdict): { tone: string; short: string; whole: string } {
  switch (verdict.is) {
    case "none":
      return { tone: "neutral", short: "Chưa ký số", whole: "Gói không có chữ ký số của người lập." };
    case "good":
      return { tone: "good", short: `Ký số: ${verdict.name}`, whole: `${verdict.name} đã ký số lúc ${moment(verdict.at)}, chứng thư do ${verdict.by} cấp. Chữ ký đúng; chưa kiểm tra được việc thu hồi chứng thư vì không có mạng.` };
    case "doubted":
      return { tone: "warning", short: "Chữ ký số chưa tin được", whole: `Chữ ký số mang tên ${verdict.name} khớp với gói nhưng chứng thư (do ${verdict.by} cấp) không thuộc danh sách tin cậy của đơn vị, hoặc không còn hạn khi ký. Hãy hỏi lại người lập gói.` };
    case "broken":
      return { tone: "danger", short: "Chữ ký số đã hỏng", whole: "Chữ ký số trong gói đã bị sửa hoặc ký cho gói khác. Không dùng tệp này; hãy lấy lại gói từ hệ thống." };
  }
}
