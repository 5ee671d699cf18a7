// The keyboard, counted: each sign typed is one press, Ctrl+Enter two. Beside it, the same as fingers feel it in Telex:
// marks, tones and Shift as presses of their own.

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const HATS = /[\u0302\u0306\u031b]/g;

/** Presses of a text in Telex: "Lê" is L with Shift, e, e. */
export function strokes(text) {
  let count = 0;
  for (const letter of text.normalize("NFC")) {
    const parts = letter.normalize("NFD");
    count += 1 + (parts.match(TONES)?.length ?? 0) + (parts.match(HATS)?.length ?? 0);
    if (/đ/i.test(letter)) count += 1;
    if (letter !== letter.toLowerCase() || /[:?"()+!]/.test(letter)) count += 1;
  }
  return count;
}

/** Signs of a written line, a space between words as one. */
export const signs = (text) => [...text.normalize("NFC").replace(/\s+/g, " ").trim()].length;

/** A keyboard that counts. */
export class Keys {
  count = 0;
  telex = 0;

  constructor(visitor) {
    this.visitor = visitor;
  }

  async type(text) {
    this.count += [...text.normalize("NFC")].length;
    this.telex += strokes(text);
    await this.visitor.page.keyboard.type(text);
  }

  async press(...keys) {
    for (const key of keys) {
      this.count += key.split("+").length;
      this.telex += key.split("+").length;
      await this.visitor.page.keyboard.press(key);
    }
  }

  /** Types into the field that waits, and goes to the next empty one. */
  async then(text) {
    await this.type(text);
    await this.press("Enter");
  }

  /** From the page of a matter to the form of an act, by the first letters of its name. */
  async open(letters) {
    await this.press("n");
    await this.type(letters);
    await this.visitor.leads(() => this.press("Enter"));
  }

  /** Ctrl+Enter; a warning is confirmed by Space. */
  async record() {
    await this.visitor.leads(() => this.press("Control+Enter"));
    const { page } = this.visitor;
    const asked = page.locator('.entry input[name="confirmed"]:focus');
    if ((await asked.count()) > 0) {
      await this.press("Space");
      await this.visitor.leads(() => this.press("Control+Enter"));
    }
    if (this.visitor.status >= 400) {
      await this.visitor.look("refused");
      throw new Error(`not recorded: ${await this.visitor.words(".entry .alert-box, .entry .field-error")}`);
    }
  }

  /** The name of the field the cursor stands in. */
  field() {
    return this.visitor.page.evaluate(() => document.activeElement.closest("[data-field]")?.dataset.field ?? document.activeElement.tagName.toLowerCase());
  }
}
