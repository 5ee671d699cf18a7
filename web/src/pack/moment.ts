/** "13/08/2026 09:01", by the clock of this machine. */
export function moment(ms: number): string {
  const [at, two] = [new Date(ms), (n: number) => String(n).padStart(2, "0")];
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
