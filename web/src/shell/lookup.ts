import { el, onEach } from "../dom";
import { call } from "../http";

interface Found {
  value: string;
  label: string;
  hint?: string;
}

// A field found by typing: suggestions from its address, chosen by arrows and Enter or by a press.
onEach<HTMLInputElement>("[data-lookup]", (input) => {
  const value = input.closest(".field")?.querySelector<HTMLInputElement>("[data-lookup-value]");
  const url = input.dataset.lookup;
  if (!value || !url) return;
  const id = `${input.id}-choices`;
  let box: HTMLUListElement | undefined;
  let found: Found[] = [];
  let picked = -1;
  let turn = 0;
  let settled = input.value;
  for (const [name, text] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", id], ["aria-autocomplete", "list"]] as const) input.setAttribute(name, text);

  const close = () => {
    box?.remove();
    box = undefined;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (at: number) => {
    picked = at;
    box?.querySelectorAll("li").forEach((line, n) => line.setAttribute("aria-selected", String(n === at)));
    const line = box?.children[at];
    line?.scrollIntoView({ block: "nearest" });
    if (line) input.setAttribute("aria-activedescendant", line.id);
  };
  const choose = (one: Found) => {
    input.value = settled = one.label;
    value.value = one.value;
    close();
    value.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const open = () => {
    close();
    if (found.length === 0) return;
    box = el("ul", { class: "choices", role: "listbox", id, "aria-label": "Gợi ý" });
    found.forEach((one, at) => {
      const line = el("li", { role: "option", id: `${id}-${at}`, "aria-selected": "false" }, one.label);
      if (one.hint) line.append(el("span", { class: "hint" }, one.hint));
      line.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(one);
      });
      box!.append(line);
    });
    input.after(box);
    box.style.width = `${input.offsetWidth}px`;
    input.setAttribute("aria-expanded", "true");
    pick(0);
  };
  const ask = async () => {
    const now = ++turn;
    const joint = url.includes("?") ? "&" : "?";
    const answer = await call<Found[]>("GET", `${url}${joint}q=${encodeURIComponent(input.value)}`).catch(() => []);
    if (now !== turn || document.activeElement !== input) return;
    found = Array.isArray(answer) ? answer : [];
    open();
  };
  let wait = 0;
  input.addEventListener("input", () => {
    clearTimeout(wait);
    wait = window.setTimeout(() => void ask(), 150);
  });
  input.addEventListener("keydown", (event) => {
    if (!box) {
      if (event.key === "ArrowDown") void ask();
      return;
    }
    if (event.key === "ArrowDown") pick(Math.min(found.length - 1, picked + 1));
    else if (event.key === "ArrowUp") pick(Math.max(0, picked - 1));
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" || event.key === "Tab") {
      const one = found[picked];
      if (one) choose(one);
      if (event.key === "Tab") return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("blur", () => {
    close();
    if (input.value.trim() === "" && value.value !== "") choose({ value: "", label: "" });
    else if (input.value !== settled) input.value = settled;
  });
});
