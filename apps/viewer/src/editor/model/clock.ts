/** "1:05 h" of 3900 s; seconds only where they are not whole minutes. */
export function clockText(seconds: number): string {
  const sign = seconds < -0.5 ? '−' : '';
  const whole = Math.round(Math.abs(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = String(Math.floor((whole % 3600) / 60)).padStart(2, '0');
  const rest = whole % 60;
  return `${sign}${hours}:${minutes}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** "12.5 min", as a person says a length. */
export function lengthText(seconds: number): string {
  const minutes = seconds / 60;
  if (minutes < 1) return `${Math.round(seconds * 10) / 10} s`;
  return `${Math.round(minutes * 10) / 10} min`;
}

const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360];

/** Moments for a time axis, at most `most` of them, on whole minutes or hours. */
export function timeTicks(from: number, to: number, most: number): number[] {
  const minutes = (to - from) / 60;
  const step = 60 * (STEPS_MINUTES.find((each) => minutes / each <= most) ?? Math.ceil(minutes / most / 360) * 360);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}
