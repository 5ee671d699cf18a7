// Pictures of pages become one PDF: each JPEG is laid on a page byte for byte, turned as the camera was held.
import { type Head, headOf } from "./jpeg";

/** The shorter side of A4 in points. */
const A4 = 595.28;
/** How far a page is turned for each way a camera is held; mirrored ones are drawn anew instead. */
const TURNS: Record<number, number> = { 1: 0, 3: 180, 6: 90, 8: 270 };

interface Picture {
  bytes: Uint8Array;
  head: Head;
}

/** A JPEG that can be laid on a page; any other picture is drawn anew, upright. */
async function pictureOf(blob: Blob): Promise<Picture> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const head = headOf(bytes);
  if (head && (head.colours === 1 || head.colours === 3) && head.held in TURNS) return { bytes, head };
  const drawn = await createImageBitmap(blob, { imageOrientation: "from-image" });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [drawn.width, drawn.height];
  canvas.getContext("2d")?.drawImage(drawn, 0, 0);
  drawn.close();
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
  const again = jpeg && new Uint8Array(await jpeg.arrayBuffer());
  const said = again && headOf(again);
  if (!again || !said) throw new Error("Có ảnh không đọc được. Hãy bỏ ảnh đó rồi chụp lại.");
  return { bytes: again, head: said };
}

/** One PDF of these pictures, in this order. */
export async function pdfOf(pictures: Blob[], name: string): Promise<File> {
  const parts: BlobPart[] = [];
  const places: number[] = [];
  let length = 0;
  const put = (part: string | Uint8Array) => {
    const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
    parts.push(bytes as Uint8Array<ArrayBuffer>);
    length += bytes.length;
  };
  const begin = (number: number) => {
    places[number] = length;
    put(`${number} 0 obj\n`);
  };
  put("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
  begin(1);
  put("<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
  begin(2);
  const kids = pictures.map((_, n) => `${3 + 3 * n} 0 R`).join(" ");
  put(`<</Type/Pages/Count ${pictures.length}/Kids[${kids}]>>\nendobj\n`);
  for (const [n, blob] of pictures.entries()) {
    const { bytes, head } = await pictureOf(blob);
    const scale = A4 / Math.min(head.width, head.height);
    const [w, h] = [(head.width * scale).toFixed(2), (head.height * scale).toFixed(2)];
    const [page, content, image] = [3 + 3 * n, 4 + 3 * n, 5 + 3 * n];
    const drawing = `q ${w} 0 0 ${h} 0 0 cm /P Do Q`;
    begin(page);
    put(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${w} ${h}]/Rotate ${TURNS[head.held]}/Contents ${content} 0 R/Resources<</XObject<</P ${image} 0 R>>>>>>\nendobj\n`);
    begin(content);
    put(`<</Length ${drawing.length}>>stream\n${drawing}\nendstream\nendobj\n`);
    begin(image);
    const colours = head.colours === 1 ? "DeviceGray" : "DeviceRGB";
    put(`<</Type/XObject/Subtype/Image/Width ${head.width}/Height ${head.height}/ColorSpace/${colours}/BitsPerComponent 8/Filter/DCTDecode/Length ${bytes.length}>>stream\n`);
    put(bytes);
    put("\nendstream\nendobj\n");
  }
  const table = length;
  put(`xref\n0 ${places.length}\n0000000000 65535 f \n`);
  for (const place of places.slice(1)) put(`${String(place).padStart(10, "0")} 00000 n \n`);
  put(`trailer\n<</Size ${places.length}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`);
  return new File(parts, name, { type: "application/pdf", lastModified: Date.now() });
}
