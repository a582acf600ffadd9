/**
 * Formats a time for a sentence, for example `2026-11-27 10:15:22 UTC`. Returns text that is not a time as it is.
 * @param time - ISO 8601
 */
export function timeText(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime())
    ? time
    : `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
