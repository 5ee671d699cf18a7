// The server dies at one step of a signing after the other, and then the program that holds the way to the signer's own token: no draft
// is lost, no document is issued twice, and nobody waits.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { SignAgent, alone } from "../harness/agent.mjs";
import { accused } from "../harness/case_a.mjs";
import { detainedInCaseA } from "../harness/detained.mjs";
import { pause } from "../harness/server.mjs";
import { PIN, believed, certificateOnToken, makeDevice, signingOffice } from "../harness/signing.mjs";
import { PHONE } from "../harness/visitor.mjs";

const run = promisify(execFile);
const NAME = accused.name;
const MOST_SECONDS = 60;

/** Hands in 42/HS for a second case and answers the address of the document. */
async function handedIn(story, prosecutor) {
  const address = await detainedInCaseA(story, prosecutor);
  const subject = prosecutor.page.locator(".person-box", { has: prosecutor.page.getByRole("heading", { name: NAME }) });
  const id = (await subject.getAttribute("id")).slice(2);
  await prosecutor.go(`/documents/new?matter=${address.split("/").pop()}&form=042-HS&subject=${id}`);
  const draft = prosecutor.path();
  await prosecutor.leads(() => prosecutor.page.getByRole("button", { name: /^Trình .* ký$/ }).click());
  return { address, draft };
}

/** Presses the button that signs; warnings are read and confirmed first. `meanwhile` happens while the last press is under way. */
async function sign(phone, at, meanwhile) {
  const button = phone.page.getByRole("button", { name: "Ký số và ban hành" });
  const confirm = phone.page.locator('input[name="confirmed"]');
  // What was begun had its warnings read before.
  if (at === "submitted") {
    await phone.leads(() => button.click());
    if ((await confirm.count()) === 0) throw new Error("the case has no warning any more: press once");
    await confirm.check();
  }
  if (!meanwhile) return phone.leads(() => button.click());
  button.click({ noWaitAfter: true }).catch(() => undefined);
  await meanwhile();
}

/** What the page of the folder says of a signing that stands half-way. */
async function standing(phone, id) {
  await phone.go(`/documents/folder/${id}`);
  if (!phone.path().startsWith("/documents/folder/")) return "issued";
  const words = await phone.words();
  if (words.includes("Lần ký trước chưa xong")) return "reserved";
  if (words.includes("đang chờ đóng dấu")) return "signed";
  return words.includes("đang phát hành") ? "sealed" : "submitted";
}

/** The server dies so long after the thumb; or, without a time, as soon as somebody else sees that the document is being signed. */
async function dies(server, watch, ms) {
  if (ms !== undefined) await pause(ms);
  else await watch();
  await server.die();
  await server.again();
}

async function killed(story, phone, prosecutor) {
  story.step("the server dies while it signs, at one step after the other");
  const { server } = story.office;
  const { draft } = await handedIn(story, prosecutor);
  const id = draft.split("/").pop();
  phone.expects(0);
  const watch = async () => {
    for (let looks = 0; looks < 400; looks += 1) {
      const page = await prosecutor.context.request.get(draft).catch(() => undefined);
      if (page && /đang ký; số|đã ký, số|Đã ký và đóng dấu/.test(await page.text())) return;
    }
  };
  const seen = new Set();
  let at = await standing(phone, id);
  assert.equal(at, "submitted");
  for (const ms of [60, 700, undefined, undefined, undefined]) {
    if (at !== "submitted" && at !== "reserved") break;
    await sign(phone, at, () => dies(server, watch, ms));
    at = await standing(phone, id);
    seen.add(at);
    console.log(`   killed ${ms === undefined ? "while it is being signed" : `after ${ms} ms`}: ${at}`);
    if (at === "reserved") await phone.look("half-way");
  }
  assert.ok(seen.has("submitted") && seen.size > 1, `kills before the number and after it: ${[...seen].join(", ")}`);
  for (const ms of [30, 200, 400]) {
    if (at !== "signed" && at !== "sealed") break;
    // Signed and not sealed, or sealed and not issued: the next step is asked for, and the server dies in it as well.
    phone.page.goto(`/documents/folder/${id}/next`).catch(() => undefined);
    await dies(server, watch, ms);
    at = await standing(phone, id);
    console.log(`   killed in the step after, ${ms} ms: ${at}`);
  }

  story.step("whoever comes back goes on at once, and it is issued once");
  const began = Date.now();
  for (let tries = 0; tries < 3 && at !== "issued"; tries += 1) {
    if (at === "submitted" || at === "reserved") await sign(phone, at);
    else await phone.go(`/documents/folder/${id}/next`);
    at = await standing(phone, id);
  }
  assert.equal(at, "issued");
  assert.ok(Date.now() - began < MOST_SECONDS * 1000, "nobody waits for a dead server");
  await phone.go(draft);
  const words = await phone.words();
  const number = words.match(/Đã ban hành số (\d+)\/QĐ-VKSKV3/)?.[1];
  assert.ok(number, `issued: ${words.slice(0, 400)}`);
  await phone.look("issued-once");
  await phone.go("/documents/outgoing");
  const lines = phone.page.locator("#list tbody tr", { hasText: "/QĐ-VKSKV3" });
  const numbers = await lines.locator("td:first-child").allTextContents();
  assert.equal(new Set(numbers).size, numbers.length, `no number twice: ${numbers.join(", ")}`);
  assert.equal(numbers.filter((one) => one.trim() === `${number}/QĐ-VKSKV3`).length, 1, "one line in the register");
  await phone.go(`${draft}/check`);
  await phone.sees("Cả 2 chữ ký hợp lệ");
  await phone.look("proof");
}

async function tell(story) {
  const chief = await story.as("chief");
  await signingOffice(story, chief);
  const prosecutor = await story.as("prosecutor");
  const phone = await story.as("chief", { viewport: PHONE, hasTouch: true, isMobile: true });
  await killed(story, phone, prosecutor);
}

const NOTICE = "kiểm tra máy ký tại các phòng";

/** A deputy who signs by delegation, with a token at their own machine; answers the program that reaches it. */
async function tokenOf(story, chief, deputy) {
  story.step("a deputy with a token at their own machine, and the chief's delegation");
  const folder = join(story.office.server.folder, "own-device");
  const device = await makeDevice(folder, { own: deputy.person.name });
  await certificateOnToken(folder, "own", "a1");
  await believed(story, device);
  await chief.go("/signing/certificates");
  await chief.page.locator('.entry input[name="file"]').setInputFiles(device.chains.own);
  await chief.fill({ holder: deputy.person.name, home: "USB token", is_confirmed: true });
  await chief.record();
  await chief.go("/people/delegations");
  await chief.page.locator('[data-lookup-for="to_person"]').fill(deputy.person.name.split(" ").at(-1));
  await chief.page.locator("[role=option]").first().click();
  await chief.fill({ from: "13/08/2026", to: "20/08/2026", reason: "Quyết định ủy quyền số 7/QĐ-VKSKV3" });
  await chief.page.locator('.entry input[name="rights"][value="documents.issue"]').check();
  await chief.record();
  return new SignAgent(device, story.office.server.url, join(folder, "home"));
}

/** The deputy's own notice in their own folder; answers its address. */
async function noticeOf(deputy) {
  const { page } = deputy;
  await deputy.go("/documents/office");
  await page.getByLabel("Loại văn bản cần soạn").selectOption("thong-bao");
  await deputy.leads(() => page.getByRole("button", { name: "Soạn văn bản" }).click());
  await deputy.fill({ signer_person: deputy.person.name, subject: NOTICE, body: "Viện kiểm sát thông báo lịch kiểm tra.\nCác phòng chuẩn bị máy ký.", recipients: "Các phòng" });
  await deputy.leads(() => page.getByRole("button", { name: "Lưu bản nháp" }).click());
  const draft = deputy.path();
  await deputy.leads(() => page.getByRole("button", { name: /^Trình .* ký$/ }).click());
  return draft;
}

/** From the page of the ticket to the window of the PIN. */
async function pinWindow(deputy) {
  const { page, context } = deputy;
  const opened = context.waitForEvent("page");
  await page.getByRole("button", { name: "Ký 1 văn bản" }).click();
  const pin = await opened;
  await pin.waitForSelector("#pin");
  return pin;
}

async function agentKilled(story) {
  const chief = await story.as("chief");
  await signingOffice(story, chief);
  const deputy = await story.as("deputy");
  const agent = await tokenOf(story, chief, deputy);
  await agent.start();
  try {
    const draft = await noticeOf(deputy);
    await diesBesideThePage(story, deputy, agent, draft);
  } finally {
    await agent.die();
    await chief.go("/people/delegations");
    await chief.press("Chấm dứt");
  }
}

async function diesBesideThePage(story, deputy, agent, draft) {
  const { page } = deputy;
  const id = draft.split("/").pop();
  story.step("the browser is paired with the signing program, which dies while it waits for the PIN");
  await deputy.go(`/documents/folder/${id}`);
  await deputy.leads(() => page.getByRole("button", { name: "Ký số và ban hành" }).click());
  const ticket = deputy.path();
  await page.fill("#sign-code", agent.code);
  await deputy.look("agent-pairing");
  await page.getByRole("button", { name: "Ghép nối" }).click();
  await page.getByRole("button", { name: "Ký 1 văn bản" }).waitFor();
  await deputy.look("agent-ready");
  const pin = await pinWindow(deputy);
  await agent.die();
  await deputy.sees("Chưa thấy chương trình ký");
  await deputy.look("agent-gone");
  await pin.close();

  story.step("the number is held, the draft is there, and it goes on where it stood");
  await deputy.go(`/documents/folder/${id}`);
  await deputy.sees("Lần ký trước chưa xong");
  const held = (await deputy.words()).match(/số (\d+\/TB-VKSKV3) đang giữ/)?.[1];
  assert.ok(held, "the number is held for it");
  await agent.start();
  await deputy.go(ticket);
  for (const ms of [0, 40, undefined]) {
    const own = await pinWindow(deputy);
    await own.fill("#pin", PIN);
    own.getByRole("button", { name: "Ký 1 văn bản" }).click({ noWaitAfter: true }).catch(() => undefined);
    if (ms !== undefined) {
      await pause(ms);
      await agent.again();
      await own.close().catch(() => undefined);
    }
    const isThere = await Promise.race([
      page.waitForURL((url) => !url.pathname.startsWith("/signing/tickets/")).then(() => true),
      page.getByRole("button", { name: /^(Thử lại|Ký 1 văn bản|Ký tiếp 1 văn bản)$/ }).first().waitFor().then(() => false),
    ]);
    console.log(`   killed ${ms ?? "not"}${ms === undefined ? "" : " ms after the PIN"}: ${isThere ? "signed" : "to be signed again"}`);
    if (isThere) break;
    await deputy.go(ticket);
  }

  story.step("issued once, under the number that was held, with the seal of the office");
  await deputy.go(draft);
  await deputy.sees(`Đã ban hành số ${held}`);
  await deputy.look("agent-issued");
  await deputy.go("/documents/office?type=thong-bao");
  const numbers = await page.locator("main tbody tr td:first-child").allTextContents();
  assert.equal(numbers.filter((one) => one.trim() === held).length, 1, numbers.join(", "));
  const file = join(story.office.server.folder, "thong-bao.pdf");
  await writeFile(file, await (await deputy.context.request.get(`${draft}/pdf`)).body());
  const { stdout } = await run("pdfsig", ["-nocert", file]);
  assert.equal(stdout.match(/Signature is Valid/g)?.length, 2, stdout);
}

export default [
  { name: "sign-killed", tell },
  { name: "sign-killed-agent", tell: (story) => alone(() => agentKilled(story)) },
];
