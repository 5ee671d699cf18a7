// The last day of an order, as the law reckons it from the day just typed: shown to compare with the paper, never over what was typed.
import { controlsNamed, setValue, valueOf } from "../fields";
import { onEach } from "../dom";

const ASKED = ["effective", "from", "months", "days"];

onEach<HTMLFormElement>("form.entry", (form) => {
  const has = (name: string) => controlsNamed(form, name).length > 0;
  if (!has("from") || !has("to") || !location.pathname.includes("/record/")) return;
  // What stood there at first is known from earlier papers and stays.
  const own = new Map(["from", "to", "months", "days"].map((name) => [name, valueOf(form, name) === ""]));
  let turn = 0;
  form.addEventListener("input", (event) => {
    const name = (event.target as HTMLInputElement).name;
    if (event.isTrusted && own.has(name)) own.set(name, false);
  });
  form.addEventListener("change", (event) => {
    const name = (event.target as HTMLInputElement).name;
    if (!(ASKED.includes(name) || name === "subject") || !own.get("to")) return;
    void ask();
  });

  async function ask(): Promise<void> {
    const now = ++turn;
    const url = new URL(form.action, location.href);
    url.searchParams.set("scan", "0");
    if (has("subject")) url.searchParams.set("subject", valueOf(form, "subject"));
    for (const name of ASKED) {
      const typed = own.get(name) === true ? "" : valueOf(form, name);
      if (typed) url.searchParams.set(name, typed);
    }
    if (!url.searchParams.has("effective")) return;
    const answer = await fetch(url, { credentials: "same-origin" }).catch(() => undefined);
    if (!answer?.ok || now !== turn) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const [name, isOurs] of own) {
      const said = page.querySelector<HTMLInputElement>(`form.entry [name="${name}"]`)?.value;
      if (!isOurs || !said || document.activeElement === controlsNamed(form, name)[0] || valueOf(form, name) === said) continue;
      setValue(form, name, said);
      controlsNamed(form, name)[0]?.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
});
