import type { Knex } from 'knex';

/** Findings whose acceptance lasts at a time, ISO 8601. */
export function accepted(now: string) {
  return (query: Knex.QueryBuilder) =>
    query
      .whereNotNull('findings.accepted_at')
      .where(until =>
        until
          .whereNull('findings.accepted_until')
          .orWhere('findings.accepted_until', '>', now),
      );
}

/** Findings that nobody has accepted, or not until a time, ISO 8601. */
export function notAccepted(now: string) {
  return (query: Knex.QueryBuilder) =>
    query
      .whereNull('findings.accepted_at')
      .orWhere('findings.accepted_until', '<=', now);
}
