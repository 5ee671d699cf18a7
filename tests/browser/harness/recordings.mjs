// Recordings made for a story: a tone of a length that is known.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Seconds of the recording. */
const LENGTH = 40;

/** A recording: a tone, 8,000 letters a second. */
export async function recording(folder) {
  const bytes = Buffer.alloc(44 + 8000 * LENGTH);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  for (const [at, size, value] of [[16, 4, 16], [20, 2, 1], [22, 2, 1], [24, 4, 8000], [28, 4, 8000], [32, 2, 1], [34, 2, 8]]) bytes.writeUIntLE(value, at, size);
  bytes.write("data", 36);
  bytes.writeUInt32LE(8000 * LENGTH, 40);
  for (let at = 44; at < bytes.length; at++) bytes[at] = 128 + Math.round(20 * Math.sin(at / 3));
  const path = join(folder, "camera-quan.wav");
  await writeFile(path, bytes);
  return path;
}

/** A recording of a camera: larger than two parts of a sending. */
export async function longRecording(folder) {
  const bytes = Buffer.alloc(9 << 20, 128);
  (await readFile(await recording(folder))).copy(bytes, 0, 0, 44);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  const path = join(folder, "camera-ngo.wav");
  await writeFile(path, bytes);
  return path;
}
