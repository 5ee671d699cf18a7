// The sample case up to the request to extend the detention, told without its scans: the state in which 42/HS is the next lawful step.
import { accused, decision, matter, measure, typed } from "./case_a.mjs";
import { recordAct, registerReport } from "./matters.mjs";

/** Answers the address of the matter; the detention ends on the day that the sample says. */
export async function detainedInCaseA(story, visitor) {
  const name = accused.name;
  const address = await registerReport(visitor, {
    effective: typed(matter.report.received_at),
    informant: matter.victims[0].name,
    summary: matter.report.summary,
    event_on: typed(`${matter.event.date}T${matter.event.time}`),
    event_place: matter.event.place,
    received_by: matter.report.received_by,
    officer: matter.report.officer,
    people: name,
    take_docket: true,
    assigned_on: typed(decision("assign1").date),
  });
  const [custody, extension, detention] = ["tạm giữ", "gia hạn tạm giữ lần 1", "tạm giam"].map(measure);
  const paper = (id) => ({ effective: typed(decision(id).date), number: decision(id).full_number, issuer: decision(id).issuer });
  // Our own papers take the next number of our own book: the sample may be told more than once in one office.
  const ours = (id) => ({ effective: typed(decision(id).date) });
  const term = (one) => ({ from: typed(one.from), to: typed(one.to) });
  const about = { person: name };
  await recordAct(visitor, address, "case.initiated", { ...paper("open"), charges: "170.1" });
  await recordAct(visitor, address, "custody.decided", { ...paper("custody1"), effective: typed(custody.from), ...term(custody), days: 3 }, about);
  await recordAct(visitor, address, "custody.extended", { ...paper("custext1"), effective: typed(extension.from), ...term(extension), count: 1, days: 3 }, about);
  await recordAct(visitor, address, "custody.extension_approved", { ...ours("approve_custext1"), ...term(extension), count: 1 }, about);
  const known = { role: "bi_can", sex: "nam", born_on: typed(accused.born_on), id_no: accused.id_paper.number, occupation: accused.occupation, address: accused.permanent_residence };
  await recordAct(visitor, address, "party.described", known, about);
  await recordAct(visitor, address, "accused.initiated", { ...paper("charge1"), charges: "170.1" }, about);
  await recordAct(visitor, address, "accused.approved", ours("approve_charge"), about);
  await recordAct(visitor, address, "detention.ordered", { ...paper("detain1"), ...term(detention), months: 3, place_of_detention: matter.place_of_detention }, about);
  await recordAct(visitor, address, "detention.approved", { ...ours("approve_detain1"), ...term(detention) }, about);
  await recordAct(visitor, address, "detention.extension_requested", paper("req_detext1"), about);
  return address;
}
