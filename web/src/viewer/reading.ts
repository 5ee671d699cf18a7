import { tidyDate, tidyMoney } from "../shell/typed";

const two = (text: string | undefined) => (text ?? "0").padStart(2, "0");

/** A day in words or figures: "ngày 20 tháng 5 năm 2026", "20/5/2026". */
function dayIn(text: string): string {
  const words = /(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})/iu.exec(text);
  if (words) return tidyDate(`${words[1]}/${words[2]}/${words[3]}`);
  const figures = /(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})/.exec(text);
  return figures ? tidyDate(`${figures[1]}/${figures[2]}/${figures[3]}`) : "";
}

/** Words read from a page in the shape the field wants; as read when nothing fits, for a person to mend. */
export function shaped(kind: string, read: string): string {
  const text = read.replace(/\s+/g, " ").trim();
  if (kind === "date") return dayIn(text) || text;
  if (kind === "moment") {
    const day = dayIn(text);
    const hour = /(\d{1,2})\s*(?:giờ|h|:)\s*(\d{1,2})?/iu.exec(text);
    return day ? (hour ? `${day} ${two(hour[1])}:${two(hour[2])}` : day) : text;
  }
  if (kind === "number" || kind === "days") return /\d+/.exec(text)?.[0] ?? text;
  if (kind === "money") return tidyMoney(/\d[\d.\s]*/.exec(text)?.[0].trim() ?? text);
  if (kind === "charge") {
    const article = /Điều\s*(\d{1,3}[a-z]?)/iu.exec(text)?.[1];
    const clause = /khoản\s*(\d{1,2})/iu.exec(text)?.[1];
    const point = /điểm\s*([a-zđ]{1,2})(?!\p{L})/iu.exec(text)?.[1];
    return article ? [article, clause, clause ? point : undefined].filter(Boolean).join(".") : text;
  }
  return kind === "long-text" ? read.trim() : text;
}
