import { onClick } from "../dom";
import { csrf } from "../http";

onClick("[data-notices-open]", async () => {
  const place = document.querySelector<HTMLElement>("[data-notices-list]");
  const url = document.body.dataset.notices;
  if (!place || !url) return;
  try {
    const answer = await fetch(url, { headers: { accept: "text/html", "x-csrf-token": csrf() }, redirect: "error" });
    if (!answer.ok) return;
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...read.body.childNodes);
    const badge = document.querySelector<HTMLElement>("[data-unread]");
    if (badge) badge.hidden = true;
  } catch {
    place.textContent = "Chưa tải được thông báo. Hãy thử lại sau.";
  }
});
