import { setTimeout as sleep } from 'node:timers/promises';
import { withDatabase } from './database.mjs';

/** The interval at which all scans become due again, in milliseconds. Scans of a small fleet end within this time. */
const AGAIN_MS = 5_000;
const POLL_MS = 500;

/** Makes all scans due, so that the backend starts them by itself rather than on request. */
const due = client => client.query('UPDATE inventory_scopes SET due_at = 0');

export const makeAllDue = connection => withDatabase(connection, due);

/** Waits at most `mostMs` until each cluster and account was scanned since a time, or its scan failed. Sends no requests to the backend. */
export function untilScanned(connection, since, mostMs) {
  return withDatabase(connection, async client => {
    for (const until = Date.now() + mostMs; Date.now() < until; ) {
      const { rows } = await client.query(
        `SELECT count(*) > 0 AND bool_and(
           coalesce(completed_at, '') >= $1 OR stale_since IS NOT NULL
         ) AS over FROM inventory_scopes`,
        [since.toISOString()],
      );
      if (rows[0].over) return;
      await sleep(POLL_MS);
    }
  });
}

/** Runs the work while the backend scans the whole fleet repeatedly. */
export function whileScanning(connection, work) {
  return withDatabase(connection, async client => {
    await due(client);
    const timer = setInterval(() => due(client), AGAIN_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  });
}
