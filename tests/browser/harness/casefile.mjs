// The scanned file: its viewer, its reading, boxes drawn on its pages.
import { pause } from "./server.mjs";

/** Uploads files through the page of the case file; they are sent as soon as they are chosen. */
export async function upload(visitor, files) {
  await visitor.page.setInputFiles("#upload-files", files);
}

/** What the viewer reads of a matter's file. */
export async function fileView(visitor, matterId) {
  return visitor.page.evaluate(async (url) => (await fetch(url, { headers: { accept: "application/json" } })).json(), `/casefile/matters/${matterId}/file`);
}

/** Waits until every page of the file is read; calls `onPages` with what is there on the way. */
export async function untilRead(visitor, matterId, pages, onPages) {
  const until = Date.now() + (240 + 30 * pages) * 1000;
  for (;;) {
    const view = await fileView(visitor, matterId);
    const read = view.pages.filter((page) => page.status === "ready" || page.status === "failed");
    await onPages?.(view.pages, read.length);
    if (view.pages.length === pages && read.length === pages) return view;
    if (Date.now() > until) throw new Error(`${read.length} of ${view.pages.length} pages are read after so long; ${pages} were sent`);
    await pause(1000);
  }
}

/** Goes to a page of the viewer by its number. */
export async function turnTo(visitor, number) {
  const place = visitor.page.locator(".viewer .bar-place");
  await place.fill(String(number));
  await place.press("Enter");
  await visitor.page.locator(`.sheet[aria-label^="Trang ${number}"] img:not(.is-coming), .sheet[aria-label^="Trang ${number}"] canvas`).first().waitFor();
}

/** Draws a box, given as fractions of the page, for the field with this name; answers what landed there. */
export async function drawBox(visitor, field, box) {
  const { page } = visitor;
  await page.locator(`.entry [name="${field}"]`).click();
  const sheet = await page.locator(".viewer .sheet").first().boundingBox();
  const stage = await page.locator(".viewer .stage").boundingBox();
  const pad = 3;
  const at = (x, y) => [sheet.x + x * sheet.width, sheet.y + y * sheet.height];
  const [x0, y0] = at(box.x0, box.y0);
  const [x1, y1] = at(box.x1, box.y1);
  if (y1 > stage.y + stage.height || x1 > stage.x + stage.width) throw new Error("the words to be read lie outside the view");
  await page.mouse.move(x0 - pad / 2, y0 - pad);
  await page.mouse.down();
  await page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2, { steps: 4 });
  await page.mouse.move(x1 + pad, y1 + pad, { steps: 4 });
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/region"));
  await page.mouse.up();
  await answered;
  await page.locator(`[data-field="${field}"] .source-chip`).waitFor();
  return page.locator(`.entry [name="${field}"]:not([type=hidden])`).inputValue();
}
