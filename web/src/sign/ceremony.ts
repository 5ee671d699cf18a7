/** Ký bằng thiết bị cắm tại máy: tickets of the server, signatures of the program on this machine, and the way between them. */
import { el } from "../dom";
import { Agent, AgentRefused, Silent, type Plugged, type Progress } from "./agent";
import * as steps from "./steps";
import * as tickets from "./tickets";
import type { Ticket } from "./tickets";

/** The batch under way, so that a reloaded page finds it again. */
const BATCH = "sign-batch";

const WORDS: Record<string, [string, string]> = {
  waiting: ["Chờ ký", "neutral"],
  signing: ["Đang ký", "info"],
  signed: ["Đã ký", "good"],
  cancelled: ["Đã hủy", "neutral"],
  expired: ["Hết giờ", "warning"],
};

export class Ceremony {
  private readonly agent: Agent;
  private readonly list = el("ol", { class: "sign-list" });
  private readonly step = el("div", { class: "sign-step", "aria-live": "polite" });
  private all: Ticket[] = [];
  private goesTo = "";
  private signed = 0;

  constructor(private readonly place: HTMLElement) {
    this.agent = new Agent(place.dataset.agent ?? "http://127.0.0.1:18987");
  }

  async begin(): Promise<void> {
    const ids = (this.place.dataset.tickets ?? "").split(",").filter(Boolean);
    this.place.replaceChildren(this.list, this.step);
    try {
      this.all = (await Promise.all(ids.map(tickets.read))).filter((ticket) => ticket.home === "agent");
    } catch (fault) {
      this.show(steps.trouble(tickets.sentence(fault), () => location.reload()));
      return;
    }
    for (const ticket of this.all) this.line(ticket, ticket.state);
    const mine = tickets.kept().filter((made) => this.open().some((ticket) => ticket.ticket === made.id));
    const batch = this.batchUnderWay();
    if (batch) await this.follow(batch, "");
    else if (mine.length > 0) await this.send();
    else await this.look();
  }

  private show(nodes: Node[]): void {
    this.step.replaceChildren(...nodes);
  }

  /** Those that still wait. */
  private open(): Ticket[] {
    return this.all.filter((ticket) => ticket.state === "waiting" || ticket.state === "signing");
  }

  /** One document in the list, with what became of it. */
  private line(ticket: Ticket, state: string, said = ""): void {
    ticket.state = state;
    const [words, tone] = WORDS[state] ?? [state, "neutral"];
    const badge = el("span", { class: `badge-soft tone-${tone}` }, words);
    const line = el("li", { "data-ticket": ticket.ticket }, el("span", { class: "sign-title" }, ticket.title), " ", badge);
    if (said) line.append(el("p", { class: "muted" }, said));
    const old = this.list.querySelector(`[data-ticket="${ticket.ticket}"]`);
    if (old) old.replaceWith(line);
    else this.list.append(line);
  }

  /** Looks for the program, the pairing and the certificate, and offers to sign. */
  private look = async (): Promise<void> => {
    const first = this.open()[0];
    if (!first) {
      this.show(steps.over(this.signed, 0, this.goesTo || this.all[0]?.back || "/", () => {}));
      return;
    }
    this.show(steps.looking());
    try {
      if (!(await this.agent.isPaired())) {
        this.askForCode("");
        return;
      }
      const { certificates, message } = await this.agent.certificates();
      const own = certificates.find((one) => one.id === first.certificate);
      if (own?.may_sign) this.offer(own);
      else this.show(steps.trouble(own?.trouble ?? message ?? this.foreign(first, certificates), this.look));
    } catch (fault) {
      this.refused(fault);
    }
  };

  private foreign(ticket: Ticket, plugged: Plugged[]): string {
    const names = plugged.map((one) => `“${one.name}”`).join(", ");
    return `Văn bản này ký bằng chứng thư số của ${ticket.holder}, nhưng thiết bị đang cắm là của ${names}. Hãy cắm đúng thiết bị rồi bấm Thử lại.`;
  }

  private askForCode(fault: string): void {
    const pair = async (code: string) => {
      try {
        await this.agent.pair(code);
        await this.look();
      } catch (refusal) {
        if (refusal instanceof AgentRefused) this.askForCode(refusal.message);
        else this.refused(refusal);
      }
    };
    this.show(steps.pairing(this.agent.address, (code) => void pair(code), fault));
    this.step.querySelector("input")?.focus();
  }

  private refused(fault: unknown): void {
    if (fault instanceof Silent) this.show(steps.silent(this.look));
    else if (fault instanceof AgentRefused && fault.code === "not_paired") this.askForCode("");
    else this.show(steps.trouble(tickets.sentence(fault), this.look));
  }

  /** All that this certificate signs goes into one batch: one PIN for all of it. */
  private offer(own: Plugged): void {
    const group = this.open().filter((ticket) => ticket.certificate === own.id && ticket.scheme === this.open()[0]?.scheme);
    this.show(steps.ready(own.name, own.token, group.length, () => void this.sign(own, group), () => void this.cancel()));
  }

  private async sign(own: Plugged, group: Ticket[]): Promise<void> {
    try {
      const items = group.map(({ ticket, title, message }) => ({ id: ticket, title, message }));
      const { id, confirm } = await this.agent.sign(own.id, group[0]!.scheme, items);
      sessionStorage.setItem(BATCH, JSON.stringify({ id, tickets: group.map((ticket) => ticket.ticket) }));
      // Still within what the browser takes as the person's click; if not, the step shows a link.
      open(confirm, "kiemsat-pin", "popup,width=480,height=680");
      await this.follow(id, confirm);
    } catch (fault) {
      this.refused(fault);
    }
  }

  private batchUnderWay(): string | null {
    try {
      const kept = JSON.parse(sessionStorage.getItem(BATCH) ?? "null") as { id: string; tickets: string[] } | null;
      return kept && this.open().some((ticket) => kept.tickets.includes(ticket.ticket)) ? kept.id : null;
    } catch {
      return null;
    }
  }

  /** Follows the batch to its end; every signature is kept the moment it is known. */
  private async follow(id: string, confirm: string): Promise<void> {
    let now: Progress | undefined;
    try {
      do {
        now = await this.agent.progress(id, now);
        tickets.keep(now.signatures);
        if (now.state === "waiting") this.show(steps.waiting(confirm, () => void this.agent.stop(id)));
        else if (now.state === "signing") this.show(steps.signing(now.done, now.total));
      } while (now.state === "waiting" || now.state === "signing");
    } catch (fault) {
      // The program was ended or forgot: what was signed until then is sent all the same.
      if (!now?.signatures.length && tickets.kept().length === 0) {
        sessionStorage.removeItem(BATCH);
        this.refused(fault instanceof AgentRefused && fault.code === "not_found" ? new Error("Lần ký trước không còn; hãy ký lại.") : fault);
        return;
      }
    }
    sessionStorage.removeItem(BATCH);
    const why = now && now.state !== "done" ? (now.message ?? "") : "";
    await this.send(why);
  }

  /** Brings every signature to its ticket; the server accepts or says why not. */
  private async send(why = ""): Promise<void> {
    let failed = "";
    for (const made of tickets.kept()) {
      const ticket = this.all.find((one) => one.ticket === made.id);
      if (!ticket) {
        tickets.forget(made.id);
        continue;
      }
      this.show(steps.sending(tickets.kept().length));
      this.line(ticket, "signing");
      try {
        const accepted = await tickets.finish(made);
        tickets.forget(made.id);
        this.signed += 1;
        this.goesTo = accepted.goes_to;
        this.line(ticket, "signed", accepted.unproven.join(" "));
      } catch (fault) {
        failed = tickets.sentence(fault);
        this.line(ticket, "waiting", failed);
      }
    }
    const unsent = tickets.kept().length;
    if (unsent > 0) {
      this.show(steps.unsent(unsent, failed, () => void this.again()));
      return;
    }
    const left = this.open().length;
    if (left === 0 && this.all.length === 1 && this.goesTo) {
      location.assign(this.goesTo);
      return;
    }
    this.show(steps.over(this.signed, left, this.goesTo, this.look));
    if (why) this.step.prepend(el("div", { class: "alert-box tone-danger", role: "alert" }, el("div", { class: "alert-words" }, el("p", {}, why))));
  }

  /** A ticket that ended meanwhile takes no signature any more: what it says now decides. */
  private async again(): Promise<void> {
    for (const made of tickets.kept()) {
      try {
        const now = await tickets.read(made.id);
        const ticket = this.all.find((one) => one.ticket === made.id);
        if (ticket) this.line(ticket, now.state);
        if (now.state !== "waiting" && now.state !== "signing") {
          tickets.forget(made.id);
          if (now.state === "signed") this.signed += 1;
        }
      } catch {
        // The server does not answer yet: the signature is kept.
      }
    }
    await this.send();
  }

  private async cancel(): Promise<void> {
    try {
      let goesTo = "/";
      for (const ticket of this.open()) goesTo = (await tickets.cancel(ticket.ticket)).goes_to;
      location.assign(goesTo);
    } catch (fault) {
      this.show(steps.trouble(tickets.sentence(fault), this.look));
    }
  }
}
