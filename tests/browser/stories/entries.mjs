// Ten common entries by keyboard alone: key presses and seconds against the line of the paper book.
// ENTRY_TABLE=1 writes docs/entry.md; without it nothing is written and the counts are only checked.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Keys, signs } from "../harness/keys.mjs";
import { recordAct, registerReport } from "../harness/matters.mjs";
import { ROOT } from "../harness/server.mjs";

const YEAR = "from=2025-12-01&to=2026-11-30&columns=all";
const POLICE = "Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La";
const JAIL = "Trại tạm giam số 1 Công an tỉnh Sơn La";
const [FIRST, SECOND, THIRD] = ["Sùng A Pó", "Vàng Thị Mảy", "Lù Văn Chựa"];

/** Matters of earlier months: the office has entered such papers before, and two people are detained. */
async function earlier(visitor) {
  const paper = (effective, number) => ({ effective, number, issuer: POLICE });
  const matter = await registerReport(visitor, { effective: "04/05/2026 08:00", summary: "Bị lấy trộm hai con trâu thả trên nương.", people: `${FIRST}\n${SECOND}`, officer: "Lò Văn Sương" });
  await recordAct(visitor, matter, "case.initiated", { ...paper("08/05/2026", "112/QĐ-CSĐT"), charges: "173.2" });
  for (const [n, person] of [FIRST, SECOND].entries()) {
    const about = { person };
    await recordAct(visitor, matter, "custody.decided", { ...paper("16/05/2026 08:00", `${71 + n}/QĐTG-CSĐT`), from: "16/05/2026 08:00", to: "19/05/2026 08:00", days: 3, place_of_detention: JAIL }, about);
    await recordAct(visitor, matter, "accused.initiated", { ...paper("18/05/2026", `${201 + n}/QĐ-CSĐT`), charges: "173.2" }, about);
    await recordAct(visitor, matter, "accused.approved", { effective: "18/05/2026" }, about);
    await recordAct(visitor, matter, "detention.ordered", { ...paper("19/05/2026", `${81 + n}/LTG-CSĐT`), place_of_detention: JAIL }, about);
    await recordAct(visitor, matter, "detention.approved", { effective: "19/05/2026" }, about);
  }
  await recordAct(visitor, matter, "investigation.extended", { effective: "04/08/2026" });
  return matter;
}

/** The entries in the order of a day: which book they write into, on whose page they begin, and the keys. */
const ENTRIES = [
  {
    name: "Vào sổ nguồn tin (kèm phân công)",
    book: "04",
    who: THIRD,
    async keys(k) {
      await k.visitor.leads(() => k.press("n"));
      await k.then("1008 14h");
      await k.type("tg");
      await k.press("Enter");
      await k.then("Hà Thị Sa");
      await k.then("bản Mòn, xã Chiềng Sung");
      await k.type(THIRD);
      await k.press("Tab");
      await k.type("Bị lấy trộm xe máy ở chợ Mường Bú.");
    },
  },
  {
    name: "Khởi tố vụ án",
    book: "07",
    who: THIRD,
    async keys(k) {
      await k.open("ktva");
      await k.then("1108");
      await k.then("118");
      await k.type("trom");
      await k.press("Enter");
    },
  },
  {
    name: "Phân công Kiểm sát viên vụ án",
    book: "01",
    who: THIRD,
    async keys(k) {
      await k.open("pcks");
    },
  },
  {
    name: "Khởi tố bị can",
    book: "07",
    who: THIRD,
    async keys(k) {
      await k.open("ktbc");
      await k.then("q");
      await k.type("231");
    },
  },
  {
    name: "Quyết định tạm giữ",
    book: "21",
    who: THIRD,
    async keys(k) {
      await k.open("qdtg");
      await k.then("1108 8h");
      await k.type("96");
    },
  },
  {
    name: "Gia hạn tạm giữ",
    book: "21",
    who: THIRD,
    async keys(k) {
      await k.open("ghtg");
      await k.then("14h");
      await k.type("97");
    },
  },
  {
    name: "Lệnh tạm giam",
    book: "22",
    who: THIRD,
    async keys(k) {
      await k.open("ltg");
      await k.then("h");
      await k.type("101");
    },
  },
  {
    name: "Gia hạn tạm giam",
    book: "06",
    who: FIRST,
    async keys(k) {
      await k.open("ghtg sung");
    },
  },
  {
    name: "Đình chỉ điều tra đối với một bị can",
    book: "09",
    who: SECOND,
    async keys(k) {
      await k.open("dcdt vang");
      await k.then("q");
      await k.then("33");
      await k.type("Đ230.1b");
    },
  },
  {
    name: "Nhận kết luận điều tra",
    book: "07",
    who: FIRST,
    async keys(k) {
      await k.open("kldt");
      await k.then("q");
      await k.then("45");
      await k.type("tt");
    },
  },
];

/** What the lines of a matter say in a book, without the running numbers. */
async function written(visitor, book, matter, who) {
  const answer = await visitor.page.request.get(new URL(`/criminal/books/${book}?${YEAR}&q=${encodeURIComponent(who)}`, visitor.page.url()).href);
  assert.equal(answer.status(), 200, `book ${book}`);
  return visitor.page.evaluate(
    ([html, href]) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      const rows = [...page.querySelectorAll(".book tbody tr")].filter((row) => row.querySelector(`a[href="${href}"]`));
      const cells = rows.flatMap((row) => [...row.querySelectorAll("td")].slice(2));
      return cells.map((cell) => [...cell.querySelectorAll(".book-word")].map((word) => word.textContent.trim()).join(" ")).filter(Boolean);
    },
    [await answer.text(), matter],
  );
}

/** The cells that an entry has written: those after it that did not stand there before. */
function added(before, after) {
  const left = [...before];
  return after.filter((cell) => {
    const at = left.indexOf(cell);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

async function measure(visitor, entry, matter) {
  const before = matter ? await written(visitor, entry.book, matter, entry.who) : [];
  await visitor.go(matter ?? "/criminal/reports");
  const keys = new Keys(visitor);
  const began = performance.now();
  await entry.keys(keys);
  await keys.record();
  const seconds = (performance.now() - began) / 1000;
  const line = added(before, await written(visitor, entry.book, visitor.path(), entry.who)).join(" | ");
  return { ...entry, presses: keys.count, telex: keys.telex, seconds, line, paper: signs(line), matter: visitor.path() };
}

const tell = async (story) => {
  const visitor = await story.as("prosecutor");
  story.step("the office has entered such papers before");
  const old = await earlier(visitor);
  let matter;
  const told = [];
  for (const entry of ENTRIES) {
    const found = await measure(visitor, entry, entry.who === THIRD ? matter : old);
    if (entry.who === THIRD) matter = found.matter;
    told.push(found);
    story.step(`${found.name}: ${found.presses} presses (Telex ${found.telex}), ${found.paper} signs on paper, ${found.seconds.toFixed(1)} s: ${found.line}`);
    if (process.env.ENTRY_LOOK) await visitor.look("entered");
  }
  if (process.env.ENTRY_TABLE) await writeFile(join(ROOT, "docs/entry.md"), table(told));
  for (const one of told) {
    const wanted = one.mayBeLonger ? one.paper + one.mayBeLonger : one.paper;
    assert.ok(one.presses <= wanted, `${one.name}: ${one.presses} presses for ${one.paper} signs of the paper line`);
  }
};

const HEAD = `# Entry against the paper book

Generated by the browser story \`entries\`; do not edit. To measure again: \`ENTRY_TABLE=1 node tests/browser/run.mjs --only entries\`.

Ten common entries, each by keyboard alone, from the page of the matter (the first from the list of reports) until it is recorded.
The office has entered papers of these kinds before, as every office has after its first week.

- **presses**: every key of the browser's keyboard, typed signs included; Ctrl+Enter counts two.
- **Telex**: the same where tones, marks and capitals are typed with Telex and Shift.
- **paper**: signs, spaces included, of the cells that the entry fills in one register, as the program prints them; running numbers
  are not counted; what the clerk would copy from earlier papers (names, charges, prosecutor) is. Where an act stands in several registers the clerk writes it several times; only one is counted here.
- **machine**: seconds on the wall from the first key to the page after recording, typed without pause on an unoptimised build beside
  other work: what one waits for, pages and server included. **hand**: presses in Telex at 0.28 s, the usual figure for an average
  typist (Card, Moran and Newell, 1980); an estimate, no person was measured.
`;

function table(told) {
  const rows = told.map((one) => `| ${one.name} | ${one.presses} | ${one.telex} | ${one.book} | ${one.paper} | ${(one.presses / one.paper).toFixed(2)} | ${one.seconds.toFixed(1)} | ${(one.telex * 0.28).toFixed(0)} |`);
  const sum = (what) => told.reduce((all, one) => all + one[what], 0);
  const total = `| **all ten** | **${sum("presses")}** | **${sum("telex")}** | | **${sum("paper")}** | **${(sum("presses") / sum("paper")).toFixed(2)}** | **${sum("seconds").toFixed(1)}** | **${(sum("telex") * 0.28).toFixed(0)}** |`;
  const longer = told.filter((one) => one.presses > one.paper);
  const inTelex = told.filter((one) => one.telex > one.paper && one.presses <= one.paper);
  const names = (list) => list.map((one) => `“${one.name}”`).join(", ");
  return [
    HEAD,
    "| entry | presses | Telex | register | paper | presses / paper | machine, s | hand, s |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
    total,
    "",
    longer.length > 0 ? `Longer than the paper line: ${names(longer)}.` : "No entry takes more presses than its paper line has signs.",
    inTelex.length > 0 ? `Only in Telex longer than the paper line: ${names(inTelex)}; there the words themselves are most of the typing.` : "In Telex too none is longer.",
    "",
    "## What was written on paper",
    "",
    ...told.map((one) => `- ${one.name} (register ${one.book}): ${one.line.replaceAll("|", "·") || "nothing"}`),
    "",
  ].join("\n");
}

export default [{ name: "entries", tell }];
