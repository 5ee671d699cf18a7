/** Ký bằng thiết bị của máy chủ: one PIN for all tickets of the page; a ticket that was refused says why and waits. */
import { call, Refused } from "../http";
import { el } from "../dom";

interface Item {
  ticket: string;
  state?: string;
  goes_to?: string;
  unproven?: string[];
  sentence?: string;
}

function said(tone: string, sentences: string[]): HTMLElement {
  const words = el("div", { class: "alert-words" }, ...sentences.map((sentence) => el("p", {}, sentence)));
  return el("div", { class: `alert-box tone-${tone}`, role: tone === "danger" ? "alert" : "status" }, words);
}

export function here(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-sign-said]") ?? form;
  const pin = form.querySelector<HTMLInputElement>("[name=pin]");
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  const tickets = () => (form.dataset.tickets ?? "").split(",").filter(Boolean);
  const tell = (tone: string, sentences: string[]) => place.replaceChildren(said(tone, sentences));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button?.disabled) return;
    if (button) button.disabled = true;
    tell("info", ["Đang ký và kiểm tra chữ ký…"]);
    try {
      const body = { tickets: tickets(), pin: pin?.value ?? "" };
      const { items } = await call<{ items: Item[] }>("POST", "/signing/tickets/pin", body);
      const refused = items.filter((item) => item.sentence);
      form.dataset.tickets = refused.map((item) => item.ticket).join(",");
      const last = items.findLast((item) => item.goes_to);
      if (refused.length > 0) {
        tell("danger", [...new Set(refused.map((item) => item.sentence!))]);
        pin?.focus();
      } else if (last) location.assign(last.goes_to!);
      else location.reload();
    } catch (fault) {
      tell("danger", [fault instanceof Refused ? fault.message : "Chưa ký được. Hãy thử lại."]);
    } finally {
      if (pin) pin.value = "";
      if (button) button.disabled = false;
    }
  });
  form.querySelector("[data-sign-cancel]")?.addEventListener("click", async () => {
    try {
      let goesTo = "/";
      for (const id of tickets()) goesTo = (await call<{ goes_to: string }>("POST", `/signing/tickets/${id}/cancellation`, {})).goes_to;
      location.assign(goesTo);
    } catch (fault) {
      tell("danger", [fault instanceof Refused ? fault.message : "Chưa hủy được. Hãy thử lại."]);
    }
  });
}
