import { onClick } from "../dom";

const shade = document.querySelector<HTMLElement>(".menu-shade");
const button = document.querySelector<HTMLElement>(".menu-button");

function show(open: boolean): void {
  document.body.classList.toggle("menu-open", open);
  if (shade) shade.hidden = !open;
  button?.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector<HTMLElement>(".menu a")?.focus();
}

onClick("[data-menu-toggle]", () => show(!document.body.classList.contains("menu-open")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("menu-open")) {
    show(false);
    button?.focus();
  }
});
