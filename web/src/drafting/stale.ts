// What the facts say anew: M takes the first new value (or the one in focus), G keeps the old one.
import { isTyping } from "../dom";

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const wanted = event.key === "m" ? "[data-take]" : event.key === "g" ? "[data-keep]" : undefined;
  if (!wanted) return;
  const near = (event.target as Element).closest?.("[data-stale]") ?? document.querySelector("[data-stale]");
  const button = near?.querySelector<HTMLButtonElement>(wanted);
  if (!button) return;
  event.preventDefault();
  button.click();
});
