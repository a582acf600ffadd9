/** What a new acceptance lasts, unless said otherwise. */
export const DEFAULT_DAYS = 30;

/** What the API takes at most. */
export const MAX_DAYS = 90;

const MIN_REASON = 10;
const MAX_REASON = 1000;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** What is wrong with an acceptance, by its fields. */
export interface AcceptanceErrors {
  reason?: 'reasonShort' | 'reasonLong';
  days?: 'days';
}

/** Holds reason and length against what the API takes. */
export function acceptanceErrors(
  reason: string,
  days: number,
): AcceptanceErrors {
  const errors: AcceptanceErrors = {};
  const { length } = reason.trim();
  if (length < MIN_REASON) errors.reason = 'reasonShort';
  if (length > MAX_REASON) errors.reason = 'reasonLong';
  if (!(days >= 1 && days <= MAX_DAYS)) errors.days = 'days';
  return errors;
}

/** When an acceptance that begins now (milliseconds since 1970) ends. */
export function acceptanceEnd(now: number, days: number): Date {
  return new Date(now + days * DAY_MILLISECONDS);
}
