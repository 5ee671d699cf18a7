/** Máy ký của tôi: what is plugged in at this machine, and adding one's own certificate to the office's list. */
import { call, Refused } from "../http";
import { el } from "../dom";
import { Agent, AgentRefused, Silent, type Plugged } from "./agent";
import * as steps from "./steps";

type Whole = Plugged & { certificate: string; above: string[] };

export class Own {
  private readonly agent: Agent;

  constructor(private readonly place: HTMLElement) {
    this.agent = new Agent(place.dataset.agent ?? "http://127.0.0.1:18987");
  }

  look = async (): Promise<void> => {
    this.place.replaceChildren(...steps.looking());
    try {
      if (!(await this.agent.isPaired())) {
        this.askForCode("");
        return;
      }
      const { certificates, message } = await this.agent.certificates();
      if (certificates.length === 0) this.place.replaceChildren(...steps.trouble(message ?? "Không thấy thiết bị ký số nào. Hãy cắm thiết bị.", this.look));
      else this.place.replaceChildren(el("ul", { class: "ticket-list" }, ...certificates.map((one) => this.line(one as Whole))));
    } catch (fault) {
      if (fault instanceof Silent) this.place.replaceChildren(...steps.silent(this.look));
      else this.place.replaceChildren(...steps.trouble(fault instanceof AgentRefused ? fault.message : "Chưa đọc được thiết bị.", this.look));
    }
  };

  private askForCode(fault: string): void {
    const pair = async (code: string) => {
      try {
        await this.agent.pair(code);
        await this.look();
      } catch (refusal) {
        this.askForCode(refusal instanceof AgentRefused ? refusal.message : "Chưa ghép nối được. Hãy thử lại.");
      }
    };
    this.place.replaceChildren(...steps.pairing(this.agent.address, (code) => void pair(code), fault));
  }

  private line(one: Whole): HTMLElement {
    const until = new Date(one.until).toLocaleDateString("vi-VN");
    const line = el("li", {}, el("b", {}, one.name), ` – ${one.issuer}`, el("p", { class: "muted" }, `Thiết bị ${one.token}; hết hạn ${until}`));
    if (!one.may_sign) {
      line.append(el("p", { class: "muted" }, one.trouble ?? "Chứng thư số này không dùng để ký được."));
      return line;
    }
    this.offer(line, one, false, "");
    return line;
  }

  private offer(line: HTMLElement, one: Whole, isConfirmed: boolean, sentence: string): void {
    line.querySelector(".sign-buttons")?.remove();
    const button = el("button", { type: "button", class: "btn" }, isConfirmed ? "Đúng là của tôi, thêm vào" : "Thêm chứng thư số này");
    const holder = el("div", { class: "sign-buttons" }, ...(sentence ? [el("p", { class: "field-error", role: "alert" }, sentence)] : []), button);
    button.addEventListener("click", async () => {
      try {
        const body = { certificate: one.certificate, above: one.above, is_confirmed: isConfirmed };
        const { href } = await call<{ href: string }>("POST", "/signing/certificates/token", body);
        location.assign(href);
      } catch (fault) {
        const why = fault instanceof Refused ? fault.message : "Chưa thêm được. Hãy thử lại.";
        this.offer(line, one, why.includes("khác với"), why);
      }
    });
    line.append(holder);
  }
}
