/** The default duration of an acceptance, in days. */
export const DEFAULT_DAYS = 30;

/** The maximum duration that the API accepts, in days. */
export const MAX_DAYS = 90;

const MIN_REASON = 10;
const MAX_REASON = 1000;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** The validation errors of an acceptance, by field. */
export interface AcceptanceErrors {
  reason?: 'reasonShort' | 'reasonLong';
  days?: 'days';
}

/** Checks the reason and duration against the limits of the API. */
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

/** Returns when an acceptance ends that starts at `now` (milliseconds since the epoch) and lasts `days` days. */
export function acceptanceEnd(now: number, days: number): Date {
  return new Date(now + days * DAY_MILLISECONDS);
}
