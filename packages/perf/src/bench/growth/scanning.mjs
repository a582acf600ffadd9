import { setTimeout as sleep } from 'node:timers/promises';
import { withDatabase } from './database.mjs';

/** So often all is due again, in milliseconds: of a small fleet the scans are over by then. */
const AGAIN_MS = 5_000;
const POLL_MS = 500;

/** Has the backend scan all of its fleet as it does by itself, and not as somebody asks it to. */
const due = client => client.query('UPDATE inventory_scopes SET due_at = 0');

export const makeAllDue = connection => withDatabase(connection, due);

/** Waits until each cluster and account was scanned since a time or could not be, without asking the backend, and for so many milliseconds at most. */
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

/** Does the work while the backend scans all of its fleet again and again. */
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
