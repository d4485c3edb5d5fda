/**
 * Times of day (`22:31:30`) and dates with times (`2020-01-31 22:31:30`) in seconds, of the day or since 1970;
 * undefined for anything else.
 */
export function clockSeconds(text: string): { seconds: number; local?: string } | undefined {
  const found = /^(?:(\d{4})[-/](\d\d?)[-/](\d\d?)[T ])?(\d\d?):(\d\d):(\d\d)(\.\d{1,9})?$/.exec(text.trim());
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction] = found;
  const ofDay = Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(fraction ?? 0);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (year === undefined) return { seconds: ofDay };
  const date = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight)) return undefined;
  return { seconds: midnight / 1000 + ofDay, local: `${date}T${hour!.padStart(2, '0')}:${minute}:${second}` };
}
