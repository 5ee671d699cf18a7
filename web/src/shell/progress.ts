import { onEach } from "../dom";
import { toast } from "./toasts";

interface Step {
  done: number;
  total: number;
  label?: string;
  state?: "queued" | "running" | "done" | "failed";
  message?: string;
}

// A bar follows its job by server-sent events; EventSource itself reconnects after a break or a restarted server.
onEach("[data-progress]", (box) => {
  const url = box.dataset.progress;
  const bar = box.querySelector("progress");
  const label = box.querySelector<HTMLElement>("[data-progress-label]");
  const count = box.querySelector<HTMLElement>("[data-progress-count]");
  if (!url || !bar) return;
  const source = new EventSource(url);
  const follow = (event: MessageEvent<string>) => {
    const step = JSON.parse(event.data) as Step;
    if (label && step.label) label.textContent = step.label;
    if (step.total > 0) {
      bar.value = (step.done * 100) / step.total;
      if (count) count.textContent = `${step.done}/${step.total}`;
    }
    box.dispatchEvent(new CustomEvent("kiemsat:progress", { bubbles: true, detail: step }));
    if (step.state === "done") {
      source.close();
      bar.value = 100;
      if (box.dataset.then) location.assign(box.dataset.then);
    } else if (step.state === "failed") {
      source.close();
      toast("danger", step.message ?? "Việc này chưa xong. Hãy xem lý do ở trang công việc.");
    }
  };
  source.addEventListener("progress", follow as EventListener);
  source.onmessage = follow;
  const gone = new MutationObserver(() => {
    if (!box.isConnected) {
      source.close();
      gone.disconnect();
    }
  });
  gone.observe(document.body, { childList: true, subtree: true });
  addEventListener("pagehide", () => source.close());
});
