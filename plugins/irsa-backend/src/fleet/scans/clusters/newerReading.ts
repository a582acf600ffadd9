import type { Reading } from '../../store/inventory/ObservationStore';

/** Checks whether data is missing, or older than a verification. */
export function isBehind(
  known: { readAt: string } | undefined,
  verifiedAt: string | undefined,
): boolean {
  return known === undefined || known.readAt < (verifiedAt ?? '');
}

/** Checks whether a reading is to be used instead of stored data. */
export function isBetter(
  { answer, readAt }: Reading<unknown>,
  known: { readAt: string } | undefined,
): boolean {
  return (
    known === undefined || (answer.state !== 'unknown' && readAt > known.readAt)
  );
}
