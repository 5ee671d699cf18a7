// The log leaves as a sealed file that only the office can read.
import { toast } from "../shell/toasts";
import type { Carried } from "./journal";

export async function taken(journal: Carried, pack: string): Promise<void> {
  const url = URL.createObjectURL(await journal.file());
  const link = document.createElement("a");
  link.href = url;
  link.download = `nhat-ky-${pack.slice(-12)}-${journal.session.slice(0, 8)}.kslog`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  toast("good", "Đã lấy nhật ký. Nhập tệp này vào vụ án ở mục Gói phiên tòa.");
}
