/** The maximum length of external text in the plugin's own sentences, in characters. AWS's own refusals are shorter. */
const LONGEST = 1000;

/** Control characters, and characters that change the direction of the text after them. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/** Converts external text into one short line, so that it cannot fake a log line, hide what follows, or fill a row. */
export function toSingleLine(text: string): string {
  // This is a little more than is kept, so that the rest of a long text is not processed.
  const line = text
    .slice(0, LONGEST * 2)
    .replace(UNSEEN, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
