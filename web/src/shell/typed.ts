// How people type dates, hours, sums and charges; the server reads the same (crates/platform/shell/src/components/entry.rs).

const two = (n: number) => String(n).padStart(2, "0");

/** Today, as the page says it. */
function today(): Date {
  const said = /(\d{2})\/(\d{2})\/(\d{4})/.exec(document.querySelector(".top-date")?.textContent ?? "");
  return said ? new Date(Date.UTC(Number(said[3]), Number(said[2]) - 1, Number(said[1]))) : new Date();
}

const shown = (day: Date) => `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;

/** "2/6" and "0206": the nearest such day; "h": today (hôm nay); "q": yesterday (hôm qua). */
export function shortDay(typed: string, now = today()): string {
  const text = typed.trim().toLowerCase();
  if (text === "h") return shown(now);
  if (text === "q") return shown(new Date(now.getTime() - 86_400_000));
  const parts = /^(\d{2})(\d{2})$/.exec(text) ?? /^(\d{1,2})[/.-](\d{1,2})[/.-]?$/.exec(text);
  if (!parts) return "";
  const [day, month] = [Number(parts[1]), Number(parts[2])];
  const days = [-1, 0, 1].map((years) => new Date(Date.UTC(now.getUTCFullYear() + years, month - 1, day))).filter((one) => one.getUTCMonth() === month - 1 && one.getUTCDate() === day);
  const away = (one: Date) => Math.abs(one.getTime() - now.getTime());
  const nearest = days.sort((a, b) => away(a) - away(b))[0];
  return nearest ? shown(nearest) : "";
}

/** "5/3/26", "050326", "5-3-2026" → "05/03/2026"; "2/6" the nearest such day; anything else stays as typed. */
export function tidyDate(typed: string): string {
  const text = shortDay(typed) || typed.trim();
  const run = /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text);
  const parts = run ?? /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$/.exec(text);
  if (!parts) return text;
  const [day, month] = [Number(parts[1]), Number(parts[2])];
  const year = parts[3]!.length === 2 ? 2000 + Number(parts[3]) : Number(parts[3]);
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return text;
  return `${two(day)}/${two(month)}/${year}`;
}

/** "5/3/26 17h", "17:00 5/3/26", "0206 1700" → "05/03/2026 17:00"; an hour alone is of today. */
export function tidyMoment(typed: string): string {
  const parts = typed.trim().split(/\s+/);
  const marked = parts.findIndex((part) => /[/.-]/.test(part));
  const place = Math.max(marked, 0);
  const short = shortDay(parts[place] ?? "");
  if (short) parts[place] = short;
  else if (/^\d{1,2}([:h]|\s*giờ)[\dh :giờphút]*$/i.test(typed.trim())) parts.unshift(shown(today()));
  const text = parts.join(" ");
  const date = /\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|^\d{8}\b|^\d{6}\b/.exec(text);
  if (!date) return text;
  const rest = text.replace(date[0], " ");
  const hour = /(\d{1,2})\s*(?:[:h]|giờ)?\s*(\d{1,2})?/.exec(rest.replace(/^\s*(\d{2})(\d{2})\s*$/, "$1:$2"));
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
