// One person in front of one browser: signs in, fills forms, and looks at every page at both sizes.
import { Axe } from "./axe.mjs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { RESULTS } from "./server.mjs";

export const DESKTOP = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

export class Visitor {
  #faults = [];
  #refusals = new Set();
  #wasAway = false;
  #shots = 0;

  constructor(office, story, context, page, person) {
    Object.assign(this, { office, story, context, page, person });
  }

  static async open(office, story, person, settings = {}) {
    const context = await office.browser.newContext({
      baseURL: office.server.url,
      viewport: DESKTOP,
      locale: "vi-VN",
      timezoneId: "Asia/Ho_Chi_Minh",
      reducedMotion: "reduce",
      acceptDownloads: true,
      ...settings,
    });
    context.setDefaultTimeout(20_000);
    const visitor = new Visitor(office, story, context, undefined, person);
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`));
    });
    context.on("page", (page) => visitor.#listen(page));
    visitor.page = await context.newPage();
    return visitor;
  }

  /** Opens a browser and signs in; the first time, with the first password, which must be changed. */
  static async signedIn(office, story, person, settings) {
    const visitor = await Visitor.open(office, story, person, settings);
    await visitor.signIn();
    return visitor;
  }

  #listen(page) {
    page.on("pageerror", (error) => this.#fault(`script error on ${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      // An answer of 4xx to a form is told by its status, below.
      if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return;
      if (this.#wasAway && message.text().includes("Failed to fetch")) return;
      this.#fault(`console on ${page.url()}: ${message.text()}`);
    });
    page.on("response", (answer) => {
      // A refused form is an answer that the story reads.
      const isPage = answer.request().isNavigationRequest() && answer.frame() === page.mainFrame();
      if (isPage) this.status = answer.status();
      if (isPage && [409, 422].includes(answer.status())) return;
      if (answer.status() < 400 || this.#refusals.has(answer.status())) return;
      this.#fault(`${answer.status()} ${answer.request().method()} ${answer.url()}`);
    });
  }

  #fault(words) {
    if (!this.#faults.includes(words)) this.#faults.push(words);
  }

  /** Does something while the network is away; a question that the page asks in vain then is no fault of the page. */
  async away(act) {
    this.#wasAway = true;
    await this.context.setOffline(true);
    await act();
    await this.context.setOffline(false);
  }

  /** Answers of this status are part of the story. */
  expects(...statuses) {
    for (const status of statuses) this.#refusals.add(status);
  }

  get faults() {
    return this.#faults;
  }

  async signIn(password = this.person.password ?? this.office.server.firstPassword) {
    await this.go("/sign-in");
    await this.page.fill("#name", this.person.login);
    await this.page.fill("#password", password);
    await this.press("Đăng nhập");
    if (this.path() === "/people/me" && !this.person.password) await this.firstPassword(password);
  }

  async firstPassword(old) {
    const password = `${this.person.login} giữ kín 2026`;
    await this.page.fill('[name="old_password"] >> nth=0', old);
    await this.page.fill('[name="password"]', password);
    await this.page.fill('[name="again"]', password);
    await this.press("Đổi mật khẩu");
    await this.sees("Đã đổi mật khẩu");
    this.person.password = password;
    await this.go("/");
  }

  path() {
    const { pathname } = new URL(this.page.url());
    return pathname;
  }

  async go(path) {
    await this.page.goto(path, { waitUntil: "load" });
  }

  /** Presses a button or link that leads to another page. */
  async press(name, within = this.page) {
    const target = within.getByRole("button", { name, exact: true }).or(within.getByRole("link", { name, exact: true })).first();
    await this.leads(() => target.click());
  }

  /** Does what leads to another page, and waits until that page stands. */
  async leads(act) {
    await this.page.evaluate(() => (globalThis.isLeftBehind = true));
    await act();
    await this.page.waitForFunction(() => !globalThis.isLeftBehind && document.readyState === "complete");
  }

  async sees(words) {
    const found = this.page.getByText(words).filter({ visible: true }).first();
    await found.waitFor({ state: "visible" }).catch(() => {
      throw new Error(`“${words}” is not to be seen on ${this.page.url()}`);
    });
    return found;
  }

  /** The words of the page, or of a part of it, spaces made one. */
  async words(selector = "main") {
    const parts = await this.page.locator(selector).allTextContents();
    return parts.join(" ").replace(/\s+/g, " ").trim();
  }

  /** Types into the fields of a form, the entry form unless another is named, by their names. */
  async fill(values, form = ".entry") {
    for (const [name, value] of Object.entries(values)) {
      const control = this.page.locator(`${form} [name="${name}"]:not([type="hidden"])`);
      const kind = await control.first().evaluate((one) => one.type);
      if (kind === "radio") await this.page.locator(`${form} [name="${name}"][value="${value}"]`).check();
      else if (kind === "checkbox") await control.first().setChecked(value === true);
      else if (kind === "select-one") await choose(control.first(), value);
      else await control.first().fill(String(value));
    }
  }

  /** Sends the entry form; says whether it was taken. */
  async send() {
    await this.leads(() => this.page.locator(".entry button[type=submit]").first().click());
    const refused = await this.page.locator(".entry .alert-box.tone-danger").allTextContents();
    const said = await this.words(".entry .alert-box");
    return { moved: this.status < 400, refused: refused.join(" ").replace(/\s+/g, " ").trim(), said };
  }

  /** Sends the form and expects it to be taken. A warning is read and confirmed. */
  async record() {
    let answer = await this.send();
    const confirm = this.page.locator('.entry input[type="checkbox"][name="confirmed"]');
    if (!answer.moved && !answer.refused && (await confirm.count()) > 0) {
      await this.look("warned");
      await confirm.check();
      answer = await this.send();
    }
    if (!answer.moved) {
      await this.look("refused");
      throw new Error(`not recorded: ${answer.refused || (await this.words(".entry .alert-box, .entry .field-error"))}`);
    }
  }

  /** A picture at both sizes, and axe at both; the phone must not scroll sideways. */
  async look(name, { phone = true, axe = true } = {}) {
    this.#shots += 1;
    const label = `${String(this.#shots).padStart(2, "0")}-${this.person?.login ?? "guest"}-${name}`;
    const folder = join(RESULTS, "screens", this.story);
    await mkdir(folder, { recursive: true });
    for (const [size, viewport] of [["desktop", DESKTOP], ["phone", PHONE]]) {
      if (size === "phone" && !phone) continue;
      await this.page.setViewportSize(viewport);
      await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await this.page.screenshot({ path: join(folder, `${label}-${size}.png`), animations: "disabled" });
      if (size === "phone") await this.#fitsWidth(name);
      if (axe) await this.#axe(name, size);
    }
    await this.page.setViewportSize(DESKTOP);
  }

  async #fitsWidth(name) {
    const over = await this.page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      if (wide <= 0) return "";
      const past = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
      return `${wide}px, for instance ${past.slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.className}`).join(", ")}`;
    });
    if (over) this.#fault(`“${name}” (${this.path()}) scrolls sideways on a phone by ${over}`);
  }

  async #axe(name, size) {
    for (const found of await Axe.violations(this.page)) {
      this.#fault(`axe on “${name}” (${this.path()}, ${size}): ${found}`);
    }
  }

  async close() {
    await this.context.close();
  }
}

/** Chooses by value or by label. */
async function choose(select, wanted) {
  const options = await select.locator("option").evaluateAll((all) => all.map((one) => ({ value: one.value, label: one.textContent.trim() })));
  const found = options.find((one) => one.value === wanted) ?? options.find((one) => one.label === wanted) ?? options.find((one) => one.label.startsWith(wanted));
  if (!found) throw new Error(`“${wanted}” is no choice of ${options.map((one) => one.label).join(" | ")}`);
  await select.selectOption(found.value);
}
