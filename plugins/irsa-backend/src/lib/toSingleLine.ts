/** Longest text of somebody else that goes into a sentence of ours, in characters. AWS's own refusals are shorter. */
const LONGEST = 1000;

/** Control characters, and those that turn the direction of what follows. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;

/** A text from outside as one short line, so that it can neither fake a line of a log, nor hide what follows, nor fill a row. */
export function toSingleLine(text: string): string {
  // A little more than is kept: what is cut is not looked at.
  const line = text
    .slice(0, LONGEST * 2)
    .replace(UNSEEN, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
