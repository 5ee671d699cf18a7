// What the head of a JPEG says: its size, its colours, and how the camera was held (EXIF).

export interface Head {
  width: number;
  height: number;
  colours: number;
  /** 1 to 8; 1 is upright. */
  held: number;
}

/** The head of a JPEG, or null when it is none that can be laid on a page as it is. */
export function headOf(bytes: Uint8Array): Head | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  let [at, held] = [2, 1];
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (marker === 0xe1) held = heldOf(bytes.subarray(at + 4, at + 2 + length)) ?? held;
    // Baseline, extended and progressive; the others are not drawn by every reader.
    if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), colours: bytes[at + 9]!, held };
    }
    at += 2 + length;
  }
  return null;
}

function heldOf(note: Uint8Array): number | null {
  if (note.length < 14 || String.fromCharCode(...note.subarray(0, 4)) !== "Exif") return null;
  const tiff = new DataView(note.buffer, note.byteOffset + 6, note.byteLength - 6);
  const isLittle = tiff.getUint16(0) === 0x4949;
  const list = tiff.getUint32(4, isLittle);
  if (list + 2 > tiff.byteLength) return null;
  const many = tiff.getUint16(list, isLittle);
  for (let n = 0; n < many; n += 1) {
    const at = list + 2 + 12 * n;
    if (at + 12 > tiff.byteLength) return null;
    if (tiff.getUint16(at, isLittle) === 0x0112) return tiff.getUint16(at + 8, isLittle);
  }
  return null;
}
