// The bundle of every page: what the frame, the lists and the forms do in the browser.
import htmx from "htmx.org";
import { csrf } from "./http";
import "./shell/theme-toggle";
import "./shell/menu";
import "./shell/pops";
import "./shell/dialogs";
import "./shell/palette";
import "./shell/shortcuts";
import "./shell/notices";
import "./shell/progress";
import "./shell/typed-fields";
import "./shell/lookup";
import "./shell/autosave";
import "./shell/preview";
import "./shell/cites";
import "./shell/sign-in";
import { toast } from "./shell/toasts";

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = (event as CustomEvent<{ ctx: { request: { headers: Record<string, string> } } }>).detail;
  ctx.request.headers["X-CSRF-Token"] = csrf();
});

document.addEventListener("htmx:error", () => {
  toast("danger", "Chưa kết nối được máy chủ. Hãy kiểm tra mạng rồi thử lại.");
});

void htmx;
