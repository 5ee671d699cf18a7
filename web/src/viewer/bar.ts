import arrowLeft from "tabler-outline/chevron-left.svg?raw";
import arrowRight from "tabler-outline/chevron-right.svg?raw";
import columns from "tabler-outline/columns-2.svg?raw";
import fitWidth from "tabler-outline/arrow-autofit-width.svg?raw";
import highlight from "tabler-outline/highlight.svg?raw";
import list from "tabler-outline/list-details.svg?raw";
import maximize from "tabler-outline/maximize.svg?raw";
import minus from "tabler-outline/zoom-out.svg?raw";
import note from "tabler-outline/notes.svg?raw";
import plus from "tabler-outline/zoom-in.svg?raw";
import rotate from "tabler-outline/rotate-clockwise-2.svg?raw";
import search from "tabler-outline/search.svg?raw";
import select from "tabler-outline/text-scan-2.svg?raw";
import spelling from "tabler-outline/text-spellcheck.svg?raw";
import strip from "tabler-outline/layout-sidebar.svg?raw";
import { el, icon } from "../dom";

const DRAWINGS = { arrowLeft, arrowRight, columns, fitWidth, highlight, list, maximize, minus, note, plus, rotate, search, select, spelling, strip };

/** A button of the bar: a drawing with its name and key for ear and pointer. */
export function barButton(drawing: keyof typeof DRAWINGS, name: string, key: string, act: () => void, cls = ""): HTMLButtonElement {
  const button = el("button", { type: "button", class: `icon-button ${cls}`.trim(), "aria-label": name, title: key ? `${name} (${key})` : name }, icon(DRAWINGS[drawing]));
  button.addEventListener("click", act);
  return button;
}
