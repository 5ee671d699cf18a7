// What a phone does: finds the square (QR) on the first page of a PDF, as printed, and reads it.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import decodeQR from "qr/decode.js";

const run = promisify(execFile);
const DOTS = "200";

/** The upper right of the first page as points of red, green and blue. */
async function corner(file) {
  const place = ["-x", "700", "-y", "0", "-W", "954", "-H", "340"];
  const { stdout } = await run("pdftoppm", ["-r", DOTS, "-f", "1", "-l", "1", ...place, file], { encoding: "buffer", maxBuffer: 1 << 26 });
  const [, width, height] = stdout.subarray(0, 40).toString("latin1").match(/^P6\s+(\d+)\s+(\d+)\s+255\s/);
  const data = stdout.subarray(stdout.length - width * height * 3);
  return { width: Number(width), height: Number(height), data: new Uint8Array(data) };
}

export async function readSquare(file) {
  return decodeQR(await corner(file));
}
