import { withDatabase } from './database.mjs';

/** So often all is due again, in milliseconds: of a small fleet the scans are over by then. */
const AGAIN_MS = 5_000;

/** Does the work while the backend scans all of its fleet again and again, as it does by itself and not as somebody asks it to. */
export function whileScanning(connection, work) {
  return withDatabase(connection, async client => {
    const makeDue = () =>
      client.query('UPDATE inventory_scopes SET due_at = 0');
    await makeDue();
    const timer = setInterval(makeDue, AGAIN_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  });
}
