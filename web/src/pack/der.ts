// Certificates and signatures are written in DER (ITU-T X.690): a tag, a length, what is inside. Read as far as the signature of a pack needs.

export type Bytes = Uint8Array<ArrayBuffer>;

/** One piece: its tag, what is inside, and all of it as it stands. */
export interface Piece {
  tag: number;
  inside: Bytes;
  whole: Bytes;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;

/** The piece that begins here; anything cut short or of a length nobody writes is refused. */
export function piece(bytes: Bytes, at = 0): Piece {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new Error("not DER");
  let [length, begin] = [first, at + 2];
  if (first >= 0x80) {
    const many = first & 0x7f;
    if (many === 0 || many > 4) throw new Error("not DER");
    length = 0;
    for (let n = 0; n < many; n += 1) length = length * 256 + (bytes[begin + n] ?? Number.NaN);
    begin += many;
  }
  const end = begin + length;
  if (!(end <= bytes.length)) throw new Error("cut short");
  return { tag, inside: bytes.slice(begin, end), whole: bytes.slice(at, end) };
}

/** The pieces one behind the other. */
export function pieces(bytes: Bytes): Piece[] {
  const all: Piece[] = [];
  for (let at = 0; at < bytes.length; ) {
    const one = piece(bytes, at);
    all.push(one);
    at += one.whole.length;
  }
  return all;
}

/** "1.2.840.113549.1.7.2". */
export function oid(one: Piece | undefined): string {
  if (one?.tag !== 6) return "";
  const numbers: number[] = [];
  let value = 0;
  for (const byte of one.inside) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join(".");
}

export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** The words of a string, whichever of its kinds it is. */
export function words(one: Piece | undefined): string {
  if (!one) return "";
  if (one.tag === 0x1e) return new TextDecoder("utf-16be").decode(one.inside);
  return new TextDecoder(one.tag === 0x0c ? "utf-8" : "latin1").decode(one.inside);
}

/** UTCTime and GeneralizedTime, ms; not a number where it is neither. */
export function moment(one: Piece | undefined): number {
  const digits = words(one);
  const year = one?.tag === 0x17 ? `${Number(digits.slice(0, 2)) < 50 ? "20" : "19"}${digits.slice(0, 2)}` : digits.slice(0, 4);
  const rest = digits.slice(one?.tag === 0x17 ? 2 : 4);
  const two = (at: number) => rest.slice(at, at + 2);
  return Date.parse(`${year}-${two(0)}-${two(2)}T${two(4)}:${two(6)}:${two(8) || "00"}Z`);
}
