import { orderedOperators } from './ordered';

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const DATE_TIME =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const EPOCH_SECONDS = /^-?\d{5,}(\.\d+)?$/;

/**
 * Reads a W3C date (without a zone it is UTC) or epoch seconds, as milliseconds; four digits are a year.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Date condition operators.
 */
export function readDate(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text) * 1000;
  if (DATE.test(text)) return known(Date.parse(text));
  const found = DATE_TIME.exec(text);
  if (!found) return undefined;
  return known(Date.parse(found[3] ? text : `${text}Z`));
}

export const dateOperators = orderedOperators('Date', readDate);

function known(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : time;
}
