// Evidence from the case file: found by words, put into the point that is being written, with its leaf.
import { el } from "../dom";
import { call } from "../http";

interface Hits {
  total: number;
  hits: { page: string; no: number; bl: string | null; text: string }[];
}

const finder = document.querySelector<HTMLElement>("[data-evidence-finder]");
let target: HTMLTextAreaElement | null = null;

document.addEventListener("focusin", (event) => {
  const point = (event.target as Element).closest?.("[data-point]");
  if (point) target = point.querySelector<HTMLTextAreaElement>("[data-evidence]");
});

function add(line: string): void {
  const said = finder!.querySelector<HTMLElement>("[data-evidence-said]")!;
  const area = target ?? document.querySelector<HTMLTextAreaElement>("[data-point] [data-evidence]");
  if (!area) {
    said.textContent = "Hãy đặt con trỏ vào một điểm có ô chứng cứ trước.";
    return;
  }
  area.value = area.value.trim() === "" ? line : `${area.value.trimEnd()}\n${line}`;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  const point = area.closest<HTMLElement>("[data-point]");
  said.textContent = `Đã thêm vào: ${point?.getAttribute("aria-label") ?? "điểm đang soạn"}.`;
}

if (finder) {
  const box = finder.querySelector<HTMLInputElement>("input[type=search]")!;
  const list = finder.querySelector<HTMLElement>("[data-evidence-found]")!;
  let timer = 0;
  let asked = 0;
  const look = async (): Promise<void> => {
    const words = box.value.trim();
    const turn = (asked += 1);
    if (words.length < 2) return list.replaceChildren();
    const found = await call<Hits>("GET", `${finder.dataset.evidenceFinder}?q=${encodeURIComponent(words)}`).catch(() => undefined);
    if (turn !== asked) return;
    if (!found || found.hits.length === 0) return list.replaceChildren(el("li", {}, found ? "Không trang nào có những chữ này." : "Chưa tìm được. Hãy thử lại."));
    list.replaceChildren(
      ...found.hits.slice(0, 12).map((hit) => {
        const place = hit.bl ? `BL ${hit.bl}` : `trang ${hit.no}`;
        const words = hit.text.replace(/\s+/g, " ").trim();
        const button = el("button", { type: "button", class: "btn btn-sm", "aria-label": `Thêm trích dẫn ở ${place}` }, "Thêm");
        button.addEventListener("click", () => add(`“${words}” (${place})`));
        return el("li", {}, el("span", {}, el("a", { href: `/casefile/pages/${hit.page}`, target: "_blank", rel: "noopener" }, place), ` ${words}`), " ", button);
      }),
    );
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), 250);
  });
  finder.addEventListener("click", (event) => {
    const line = (event.target as Element).closest<HTMLElement>("[data-evidence-add]")?.dataset.evidenceAdd;
    if (line) add(line);
  });
}
