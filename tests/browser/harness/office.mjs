// The office of the stories: the program, the browser, and the people who work there.
import { chromium } from "playwright-core";
import { join } from "node:path";
import { Server, RESULTS } from "./server.mjs";
import { Visitor } from "./visitor.mjs";
import { matter } from "./case_a.mjs";

const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/** Viện kiểm sát nhân dân khu vực 3 - tỉnh Sơn La. */
const UNIT = "P14-KV03";
export const NEIGHBOUR = "P14-KV04";

const named = (title) => matter.officers.find((one) => one.title === title).name;

/** The people of the unit; their passwords are set at their first sign-in. */
export function people() {
  return {
    chief: { name: named("Viện trưởng"), login: "vientruong", role: "chief", unit: UNIT },
    prosecutor: { name: named("Kiểm sát viên"), login: "tuan", role: "prosecutor", unit: UNIT },
    examiner: { name: named("Kiểm tra viên"), login: "vinh", role: "examiner", unit: UNIT },
    deputy: { name: named("Phó Viện trưởng"), login: "thang", role: "deputy_chief", unit: UNIT },
    clerk: { name: "Lò Thị Mai", login: "mai", role: "clerk", unit: UNIT },
    // The other clerk signs in with a second step once a story has turned it on.
    otherClerk: { name: "Lò Thị Hoa", login: "hoa", role: "clerk", unit: UNIT },
    statistician: { name: "Tòng Văn Kê", login: "ke", role: "statistician", unit: UNIT },
    neighbour: { name: "Giàng A Chu", login: "chu", role: "chief", unit: NEIGHBOUR },
    // Those of the neighbour, the province and the whole nation who send and join statistics.
    statistician4: { name: "Lường Thị Toán", login: "toan", role: "statistician", unit: NEIGHBOUR },
    statistician14: { name: "Cầm Văn Số", login: "so", role: "statistician", unit: "P14" },
    chief14: { name: "Bạc Cầm Lâm", login: "lam", role: "chief", unit: "P14" },
    statisticianTc: { name: "Trần Thị Tổng", login: "tong", role: "statistician", unit: "TC" },
    officer: { name: "Hà Văn Quản", login: "quantri", role: "it_officer", unit: "P14" },
  };
}

export class Office {
  static async open({ postgres, keep, whole, offices }) {
    const office = new Office();
    Object.assign(office, { keep, whole, isAlone: offices === 1 });
    office.people = people();
    office.server = await Server.start({ postgres, people: Object.values(office.people) });
    try {
      office.browser = await chromium.launch({ executablePath: BROWSER, headless: true, args: FLAGS });
    } catch (error) {
      await office.server.stop();
      throw error;
    }
    return office;
  }

  /** Tells one story; answers what went wrong. */
  async tell({ name, tell }) {
    const began = Date.now();
    const visitors = [];
    const story = {
      office: this,
      name,
      /** A person in a browser of their own, signed in. */
      as: async (who, settings) => {
        const visitor = await Visitor.signedIn(this, name, this.people[who], settings);
        visitors.push(visitor);
        return visitor;
      },
      /** Somebody at the door. */
      guest: async (who, settings) => {
        const visitor = await Visitor.open(this, name, this.people[who], settings);
        visitors.push(visitor);
        return visitor;
      },
      step: (words) => say(`   ${words}`),
    };
    // Beside another office a story is printed at its end.
    const said = [];
    const say = this.isAlone ? console.log : (line) => said.push(line);
    say(`\n${name}`);
    const faults = [];
    try {
      await tell(story);
    } catch (error) {
      faults.push(error.stack ?? String(error));
      for (const [n, visitor] of visitors.entries()) {
        await visitor.page.screenshot({ path: join(RESULTS, "screens", `FAILED-${name}-${n}.png`) }).catch(() => undefined);
      }
    }
    for (const visitor of visitors) {
      faults.push(...visitor.faults);
      await visitor.close().catch(() => undefined);
    }
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    say(faults.length === 0 ? `   passed (${seconds} s)` : `   FAILED (${seconds} s)`);
    for (const fault of faults) say(`     - ${fault}`);
    if (said.length > 0) console.log(said.join("\n"));
    return faults;
  }

  async close() {
    await this.browser?.close().catch(() => undefined);
    await this.server.stop({ keep: this.keep });
    if (this.keep) console.log(`The data is kept in ${this.server.folder}`);
  }
}
