// A recording on a screen: it follows the released state, catches up after a cut, and stops by itself at the end of its stretch.
import { el } from "../dom";
import type { Play } from "./contract";

/** So far from where it should stand before it is set right; less would be heard as stutter. */
const DRIFT_S = 0.6;

/** "02:15", "1:02:15". */
export function mark(ms: number): string {
  const seconds = Math.floor(Math.max(ms, 0) / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** Where the recording stands so many milliseconds after `play` was told at the server's instant `now`. */
export function positionOf(play: Play, now: number, since: number): number {
  const ran = play.is_playing ? Math.max(now - play.since_ms + since, 0) : 0;
  const at = play.at_ms + ran;
  return play.until_ms > 0 ? Math.min(at, Math.max(play.until_ms, play.at_ms)) : at;
}

export class Player {
  readonly element: HTMLElement;
  readonly media: HTMLVideoElement | HTMLAudioElement;
  private readonly time = el("span", { class: "shown-mark tabular" }, "00:00");
  private readonly bar = el("progress", { class: "shown-progress", max: 1, value: 0, "aria-label": "Đã phát" });
  private play: Play = { is_playing: false, at_ms: 0, since_ms: 0, until_ms: 0 };
  private now = 0;
  private heard = performance.now();
  private clock = 0;
  private isHeld = false;

  /** `blocked` hears that the browser lets no sound out before somebody touches its page. */
  constructor(
    src: string,
    isVideo: boolean,
    label: string,
    private readonly isMute: boolean,
    private readonly blocked: (is: boolean) => void = () => undefined,
  ) {
    const given = { src, preload: "auto", "aria-label": label, playsinline: true };
    this.media = isVideo ? el("video", { ...given, class: "shown-video" }) : el("audio", given);
    this.media.muted = isMute;
    this.element = isVideo
      ? el("div", { class: "shown-media is-video" }, this.media)
      : el("div", { class: "shown-media is-audio" }, this.media, el("p", { class: "shown-audio-title" }, label), this.time, this.bar);
    this.media.addEventListener("loadedmetadata", () => this.apply());
    this.media.addEventListener("error", () => this.element.classList.add("is-broken"));
    this.clock = window.setInterval(() => this.apply(), 200);
  }

  /** What was released, told at the server's instant `now`. */
  follow(play: Play, now: number): void {
    this.play = play;
    this.now = now;
    this.heard = performance.now();
    this.apply();
  }

  /** Where it should stand at this moment, ms. */
  get position(): number {
    return positionOf(this.play, this.now, performance.now() - this.heard);
  }

  /** Sound is let out now that somebody has touched the page. */
  unmute(): void {
    this.media.muted = this.isMute;
    this.blocked(false);
    this.apply();
  }

  /** Follows nothing: whoever listens uses the browser's own buttons. */
  hold(): void {
    clearInterval(this.clock);
    this.isHeld = true;
  }

  end(): void {
    clearInterval(this.clock);
    this.media.pause();
    this.media.removeAttribute("src");
    this.media.load();
  }

  private apply(): void {
    if (this.isHeld) return;
    const { media } = this;
    const at = this.position / 1000;
    this.time.textContent = mark(this.position);
    if (media.readyState < HTMLMediaElement.HAVE_METADATA) return;
    const end = Number.isFinite(media.duration) ? media.duration : Infinity;
    if (end !== Infinity) this.bar.value = Math.min(at / end, 1);
    const isOver = (this.play.until_ms > 0 && at >= this.play.until_ms / 1000) || at >= end;
    if (!this.play.is_playing || isOver) {
      if (!media.paused) media.pause();
      if (Math.abs(media.currentTime - Math.min(at, end)) > 0.08 && !media.seeking) media.currentTime = Math.min(at, end);
      return;
    }
    if (Math.abs(media.currentTime - at) > DRIFT_S && !media.seeking) media.currentTime = at;
    if (media.paused) media.play().catch((error: DOMException) => error.name === "NotAllowedError" && this.playMute());
  }

  /** A page that nobody has touched yet may show pictures, and no sound. */
  private playMute(): void {
    if (this.media.muted) return;
    this.media.muted = true;
    this.blocked(true);
    void this.media.play().catch(() => undefined);
  }
}
