// A court's screen draws its pictures in the very pixels that it has: nothing is decoded or asked for once more, and a page stands there one frame
// after it was read.
import { el } from "../dom";

/** Pictures by the address they were released under. */
export type Pictures = { get(src: string): ImageBitmap | undefined };

/** A place for a picture that is here; `drawn` fills it once its size is known. */
export function place(src: string): HTMLCanvasElement {
  return el("canvas", { "data-given": src, role: "img" });
}

const px = (length: string): number => Number.parseFloat(length) || 0;

/** Draws into each place under `root` what is seen there of its picture. */
export function drawn(root: HTMLElement, pictures: Pictures): void {
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>("canvas[data-given]")) {
    const picture = pictures.get(canvas.dataset.given ?? "");
    const room = canvas.parentElement;
    if (!picture || !room) continue;
    const { style } = canvas;
    const [w, h] = [px(room.style.width), px(room.style.height)];
    // The place is as large as the whole picture and lies so that its stretch is in the room (picture.ts).
    const [wide, high] = [px(style.width) / picture.width, px(style.height) / picture.height];
    const [x, y] = [-px(style.left) / wide, -px(style.top) / high];
    canvas.width = Math.max(1, Math.round(w * devicePixelRatio));
    canvas.height = Math.max(1, Math.round(h * devicePixelRatio));
    [style.left, style.top, style.width, style.height] = ["0", "0", `${w}px`, `${h}px`];
    const pen = canvas.getContext("2d", { alpha: false });
    if (!pen) continue;
    pen.imageSmoothingQuality = "high";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, x, y, w / wide, h / high, 0, 0, canvas.width, canvas.height);
  }
}
