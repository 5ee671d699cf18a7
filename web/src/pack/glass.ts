// The court's window draws the pictures it was given, in the very pixels of its screen: nothing is decoded or asked for once more.

/** How an address says that it is one of the given pictures (see dom.ts). */
export const GIVEN = "given:";

const px = (length: string): number => Number.parseFloat(length) || 0;

/** Draws into each place under `root` what is seen there of its picture. */
export function drawn(root: HTMLElement, pictures: Map<string, ImageBitmap>): void {
  for (const place of root.querySelectorAll<HTMLCanvasElement>("canvas[data-given]")) {
    const picture = pictures.get(place.dataset.given ?? "");
    const room = place.parentElement;
    if (!picture || !room) continue;
    const { style } = place;
    const [w, h] = [px(room.style.width), px(room.style.height)];
    // The place is as large as the whole picture and lies so that its stretch is in the room (courtroom/picture.ts).
    const [wide, high] = [px(style.width) / picture.width, px(style.height) / picture.height];
    const [x, y] = [-px(style.left) / wide, -px(style.top) / high];
    place.width = Math.max(1, Math.round(w * devicePixelRatio));
    place.height = Math.max(1, Math.round(h * devicePixelRatio));
    [style.left, style.top, style.width, style.height] = ["0", "0", `${w}px`, `${h}px`];
    const pen = place.getContext("2d", { alpha: false });
    if (!pen) continue;
    pen.imageSmoothingQuality = "high";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, place.width, place.height);
    pen.drawImage(picture, x, y, w / wide, h / high, 0, 0, place.width, place.height);
  }
}
