// In a list of choices a few letters without marks pick the one whose words, or their initials, begin so.
import { onEach } from "../dom";
import { best } from "./match";

const PAUSE = 1200;

onEach<HTMLFormElement>("form.entry", (form) => {
  let typed = "";
  let last = -Infinity;
  let where: Element | null = null;
  form.addEventListener("keydown", (event) => {
    const target = event.target;
    const isRadio = target instanceof HTMLInputElement && target.type === "radio";
    if (!(target instanceof HTMLSelectElement || isRadio)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === " ") return;
    const group = target.closest(".field");
    if (group !== where || event.timeStamp - last > PAUSE) typed = "";
    [where, last] = [group, event.timeStamp];
    typed += event.key;
    event.preventDefault();
    if (target instanceof HTMLSelectElement) {
      const found = best([...target.options].filter((one) => one.value !== ""), (one) => one.label, typed, 1)[0];
      if (!found || found.selected) return;
      target.value = found.value;
    } else {
      const radios = [...form.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${CSS.escape(target.name)}"]`)];
      const found = best(radios, (one) => one.labels?.[0]?.textContent ?? "", typed, 1)[0];
      if (!found || found.checked) return;
      found.checked = true;
      found.focus();
    }
    const changed = isRadio ? form.querySelector<HTMLElement>(`[name="${CSS.escape(target.name)}"]:checked`)! : target;
    changed.dispatchEvent(new Event("input", { bubbles: true }));
    changed.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
