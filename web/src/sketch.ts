// Sơ đồ hiện trường: the drawing table of a scene's sketch.
import { el, onEach } from "./dom";
import { call, type Refused } from "./http";
import type { Sketch } from "./sketch/contract";
import { Table } from "./sketch/table";

onEach<HTMLElement>("[data-sketch]", (root) => {
  const url = root.dataset.sketch ?? "";
  call<Sketch>("GET", `${url}/content`).then(
    (sketch) => void new Table(root, sketch, url),
    (error: Refused) => root.replaceChildren(el("p", { class: "viewer-wait" }, error.message)),
  );
});
