// "BL 127" in the editor: underlined, with the picture of its page while the pointer rests on it; Ctrl and a click open it.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Node } from "@tiptap/pm/model";
import { call } from "../http";

const CITED = /\b(?:BL|bút lục)\s*(?:số\s*)?(\d{1,5}[a-z]?)\b/giu;

interface Stretch {
  at: number | null;
  pages: { no: number; thumb: string }[];
}

const pictures = new Map<string, Promise<string>>();

/** The address of the small picture of a leaf; empty when the file has none. */
function picture(matter: string, leaf: string): Promise<string> {
  const key = `${matter}/${leaf}`;
  let found = pictures.get(key);
  if (!found) {
    found = call<Stretch>("GET", `/casefile/matters/${matter}/file?bl=${leaf}`)
      .then(({ at, pages }) => pages.find((page) => page.no === at)?.thumb ?? "")
      .catch(() => "");
    pictures.set(key, found);
  }
  return found;
}

function cited(document: Node): DecorationSet {
  const marks: Decoration[] = [];
  document.descendants((node, at) => {
    if (!node.isText) return;
    for (const found of node.text!.matchAll(CITED)) {
      const from = at + found.index;
      marks.push(Decoration.inline(from, from + found[0].length, { class: "bl-link", "data-leaf": found[1]!, title: "Giữ Ctrl và bấm để mở trang" }));
    }
  });
  return DecorationSet.create(document, marks);
}

export function leaves(matter: string): Extension {
  return Extension.create({
    name: "leaves",
    addProseMirrorPlugins() {
      return [
        new Plugin({
          state: {
            init: (_, { doc }) => cited(doc),
            apply: (change, known) => (change.docChanged ? cited(change.doc) : known),
          },
          props: {
            decorations(state) {
              return this.getState(state);
            },
            handleDOMEvents: {
              pointerover(_, event) {
                const link = (event.target as Element).closest<HTMLElement>("[data-leaf]");
                if (link && !link.dataset.preview && matter) {
                  void picture(matter, link.dataset.leaf!).then((address) => {
                    if (!address) return;
                    link.dataset.preview = address;
                    link.dispatchEvent(new Event("pointerover", { bubbles: true }));
                  });
                }
              },
              click(_, event) {
                const link = (event.target as Element).closest<HTMLElement>("[data-leaf]");
                if (link && matter && (event.ctrlKey || event.metaKey)) window.open(`/casefile/matters/${matter}/bl/${link.dataset.leaf}`, "_blank", "noopener");
              },
            },
          },
        }),
      ];
    },
  });
}
