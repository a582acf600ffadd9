import { orderedOperators } from './ordered';

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const DATE_TIME =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const EPOCH_SECONDS = /^-?\d{5,}(\.\d+)?$/;

/**
 * Reads a W3C date (UTC if it has no time zone) or epoch seconds, and returns milliseconds since 1970. Reads 4 digits as a year.
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

export const dateOperators = orderedOperators({
  family: 'Date',
  read: readDate,
  says: {
    Equals: 'is',
    NotEquals: 'is not',
    LessThan: 'is before',
    LessThanEquals: 'is not after',
    GreaterThan: 'is after',
    GreaterThanEquals: 'is not before',
  },
  show: showDate,
});

/** Formats a date for display in UTC. Leaves out the time if it is midnight. */
export function showDate(text: string): string {
  const time = readDate(text);
  const date = new Date(time ?? NaN);
  // A number of seconds can be beyond the range of dates.
  if (Number.isNaN(date.getTime())) return text;
  const [day, clock] = date.toISOString().split('T');
  return clock === '00:00:00.000Z' ? day : `${day} ${clock.slice(0, 5)} UTC`;
}

function known(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : time;
}
