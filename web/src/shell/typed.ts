// How people type dates, hours, sums and charges; the server reads the same (crates/platform/shell/src/components/entry.rs).

const two = (n: number) => String(n).padStart(2, "0");

/** "5/3/26", "050326", "5-3-2026" → "05/03/2026"; anything else stays as typed. */
export function tidyDate(typed: string): string {
  const text = typed.trim();
  const run = /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text);
  const parts = run ?? /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$/.exec(text);
  if (!parts) return text;
  const [day, month] = [Number(parts[1]), Number(parts[2])];
  const year = parts[3]!.length === 2 ? 2000 + Number(parts[3]) : Number(parts[3]);
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return text;
  return `${two(day)}/${two(month)}/${year}`;
}

/** "5/3/26 17h", "17:00 5/3/26" → "05/03/2026 17:00". */
export function tidyMoment(typed: string): string {
  const text = typed.trim();
  const date = /\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|^\d{8}\b|^\d{6}\b/.exec(text);
  if (!date) return text;
  const rest = text.replace(date[0], " ");
  const hour = /(\d{1,2})\s*(?:[:h]|giờ)?\s*(\d{1,2})?/.exec(rest);
  const day = tidyDate(date[0]);
  if (!hour || Number(hour[1]) > 23 || Number(hour[2] ?? 0) > 59) return rest.trim() ? text : day;
  return `${day} ${two(Number(hour[1]))}:${two(Number(hour[2] ?? 0))}`;
}

/** "1234567" → "1.234.567". */
export function tidyMoney(typed: string): string {
  const digits = typed.replace(/[.\s]/g, "");
  return /^\d+$/.test(digits) ? digits.replace(/\B(?=(\d{3})+$)/g, ".") : typed;
}

/** "173.2.c" → "điểm c khoản 2 Điều 173 BLHS"; empty when it is not a charge. */
export function readCharge(typed: string): string {
  const parts = /^(\d{1,3}[a-zđ]?)(?:[.\s/](\d{1,2}))?(?:[.\s/]([a-zđ]{1,2}))?$/i.exec(typed.trim());
  if (!parts) return "";
  const [, article, clause, point] = parts;
  return `${point ? `điểm ${point} ` : ""}${clause ? `khoản ${clause} ` : ""}Điều ${article} BLHS`;
}
