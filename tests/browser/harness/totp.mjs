// The six digits that an authenticator on a phone shows (RFC 6238), on the day the program believes in.
import { createHmac } from "node:crypto";
import { TODAY } from "./server.mjs";

const DAY_MS = 86_400_000;
const HANOI_MS = 7 * 3_600_000;
const STEP_MS = 30_000;

/** The program's clock: the hour of this machine on the day of the stories. */
function now() {
  const today = Math.floor((Date.now() + HANOI_MS) / DAY_MS);
  return Date.now() + (Date.parse(TODAY) / DAY_MS - today) * DAY_MS;
}

function bytes(base32) {
  const bits = [...base32.replace(/\s/g, "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The code of now, or of so many half minutes later: a code opens once, and the next one is taken a little early. */
export function code(secret, later = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(Math.floor(now() / STEP_MS) + later));
  const digest = createHmac("sha1", bytes(secret)).update(counter).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
