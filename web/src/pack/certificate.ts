// Chứng thư số, read and checked without a network: whom it names, since when, and whether the authority above it issued it.
import { type Bytes, isSame, moment, oid, type Piece, piece, pieces, SEQUENCE, words } from "./der";

export interface Certificate {
  der: Bytes;
  /** What the authority signed. */
  said: Bytes;
  serial: Bytes;
  issuer: Bytes;
  subject: Bytes;
  name: string;
  issuerName: string;
  from: number;
  until: number;
  /** SubjectPublicKeyInfo. */
  key: Bytes;
  isAuthority: boolean;
  /** How it was signed. */
  way: Piece;
  signature: Bytes;
}

const COMMON_NAME = "2.5.4.3";
const CONSTRAINTS = "2.5.29.19";

function named(name: Bytes, kind: string): string {
  for (const part of pieces(piece(name).inside)) {
    for (const pair of pieces(part.inside)) {
      const [what, value] = pieces(pair.inside);
      if (oid(what) === kind) return words(value);
    }
  }
  return "";
}

/** CA:TRUE of the basic constraints. */
function isAuthority(extensions: Piece | undefined): boolean {
  if (!extensions) return false;
  for (const one of pieces(piece(extensions.inside).inside)) {
    const parts = pieces(one.inside);
    if (oid(parts[0]) !== CONSTRAINTS) continue;
    const [ca] = pieces(piece(parts.at(-1)!.inside).inside);
    return ca?.tag === 1 && ca.inside[0] === 0xff;
  }
  return false;
}

export function certificate(der: Bytes): Certificate {
  const outer = piece(der);
  const [said, way, bits] = pieces(outer.inside);
  if (!said || !way || bits?.tag !== 3) throw new Error("no certificate");
  const fields = pieces(said.inside);
  // The version stands first where it is written.
  const [serial, , issuer, times, subject, key, ...more] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  if (!serial || !issuer || !times || !subject || !key) throw new Error("no certificate");
  const [from, until] = pieces(times.inside);
  return {
    der: outer.whole,
    said: said.whole,
    serial: serial.inside,
    issuer: issuer.whole,
    subject: subject.whole,
    name: named(subject.whole, COMMON_NAME),
    issuerName: named(issuer.whole, COMMON_NAME),
    from: moment(from),
    until: moment(until),
    key: key.whole,
    isAuthority: isAuthority(more.find((one) => one.tag === 0xa3)),
    way,
    signature: bits.inside.slice(1),
  };
}

const HASHES: Record<string, string> = {
  "2.16.840.1.101.3.4.2.1": "SHA-256",
  "2.16.840.1.101.3.4.2.2": "SHA-384",
  "2.16.840.1.101.3.4.2.3": "SHA-512",
  "1.2.840.113549.1.1.11": "SHA-256",
  "1.2.840.113549.1.1.12": "SHA-384",
  "1.2.840.113549.1.1.13": "SHA-512",
  "1.2.840.10045.4.3.2": "SHA-256",
  "1.2.840.10045.4.3.3": "SHA-384",
  "1.2.840.10045.4.3.4": "SHA-512",
};
const CURVES: Record<string, [string, number]> = {
  "1.2.840.10045.3.1.7": ["P-256", 32],
  "1.3.132.0.34": ["P-384", 48],
  "1.3.132.0.35": ["P-521", 66],
};
const PSS = "1.2.840.113549.1.1.10";

/** The name WebCrypto has for a hash; empty where none is known. */
export function hashOf(way: Piece | undefined): string {
  return way?.tag === SEQUENCE ? (HASHES[oid(pieces(way.inside)[0])] ?? "") : "";
}

/** RSASSA-PSS says its hash and the length of its salt in its parameters. */
function pss(way: Piece): { hash: string; salt: number } {
  const [, parameters] = pieces(way.inside);
  const all = parameters ? pieces(parameters.inside) : [];
  const hash = all.find((one) => one.tag === 0xa0);
  const salt = all.find((one) => one.tag === 0xa2);
  return { hash: hash ? hashOf(piece(hash.inside)) : "", salt: salt ? [...piece(salt.inside).inside].reduce((sum, byte) => sum * 256 + byte, 0) : 20 };
}

/** Two numbers in DER, as WebCrypto wants them: one behind the other, each of the curve's length. */
function raw(signature: Bytes, length: number): Bytes {
  const both = new Uint8Array(2 * length);
  for (const [n, one] of pieces(piece(signature).inside).slice(0, 2).entries()) {
    const number = one.inside.slice(one.inside.findIndex((byte) => byte !== 0));
    if (number.length > length) throw new Error("no signature");
    both.set(number, (n + 1) * length - number.length);
  }
  return both;
}

/** Whether the key of SubjectPublicKeyInfo made this signature; refused where the way is not known here. */
export async function isSigned(key: Bytes, way: Piece, hash: string, signature: Bytes, what: Bytes): Promise<boolean> {
  const [kind] = pieces(piece(key).inside);
  const [what_, parameter] = pieces(kind!.inside);
  const curve = CURVES[oid(parameter)];
  if (oid(what_) === "1.2.840.10045.2.1" && curve) {
    const made = await crypto.subtle.importKey("spki", key, { name: "ECDSA", namedCurve: curve[0] }, false, ["verify"]);
    return crypto.subtle.verify({ name: "ECDSA", hash }, made, raw(signature, curve[1]), what);
  }
  if (oid(pieces(way.inside)[0]) === PSS) {
    const said = pss(way);
    const made = await crypto.subtle.importKey("spki", key, { name: "RSA-PSS", hash: said.hash }, false, ["verify"]);
    return crypto.subtle.verify({ name: "RSA-PSS", saltLength: said.salt }, made, signature, what);
  }
  const made = await crypto.subtle.importKey("spki", key, { name: "RSASSA-PKCS1-v1_5", hash }, false, ["verify"]);
  return crypto.subtle.verify("RSASSA-PKCS1-v1_5", made, signature, what);
}

/** Up to the authorities that are believed: no longer than this. */
const LONGEST = 6;

/** Whether a certificate leads to one that is believed, each in its time and each issued by the one above. */
export async function leads(one: Certificate, between: Certificate[], believed: Certificate[], at: number, depth = 0): Promise<boolean> {
  if (!(one.from <= at && at <= one.until) || depth > LONGEST) return false;
  if (believed.some((known) => isSame(known.der, one.der))) return true;
  for (const above of [...believed, ...between]) {
    if (!above.isAuthority || !isSame(above.subject, one.issuer) || isSame(above.der, one.der)) continue;
    const isIssued = await isSigned(above.key, one.way, hashOf(one.way), one.signature, one.said).catch(() => false);
    if (isIssued && (await leads(above, between, believed, at, depth + 1))) return true;
  }
  return false;
}
