import { setTimeout } from 'node:timers/promises';

const POLL_MS = 500;

/** Starts a scan. Returns false if a scan is already running: that scan started earlier, so that another scan must be started afterward. */
async function askFor(send, { id }) {
  try {
    await send('POST', `/api/irsa/v1/scopes/${encodeURIComponent(id)}/scans`);
    return true;
  } catch (error) {
    if (error.status !== 409) throw error;
    return false;
  }
}

/**
 * Scans every cluster and account with the current state of the catalog, AWS, and Kubernetes. Settles when all scans have ended.
 * @param {Function} send - the function that {@link signIn} returns
 * @param {number} patienceMs - the maximum duration, in milliseconds
 * @throws an error with the unfinished scopes if it takes longer
 */
export async function scanAll(send, patienceMs) {
  const asked = new Set();
  for (const since = Date.now(); ; await setTimeout(POLL_MS)) {
    const { items } = await send('GET', '/api/irsa/v1/scopes');
    // `completedAt` is the start time of the last completed scan.
    const waiting = items.filter(
      ({ completedAt }) =>
        completedAt === null || Date.parse(completedAt) < since,
    );
    if (items.length > 0 && waiting.length === 0) return;
    if (Date.now() > since + patienceMs) {
      const why = waiting.map(
        ({ name, reason = 'no reason' }) => `${name} (${reason})`,
      );
      throw new Error(`Not scanned: ${why.join(', ')}.`);
    }
    for (const scope of waiting) {
      const isCertain = asked.has(scope.id) && scope.state !== 'stale';
      if (scope.state === 'scanning' || isCertain) continue;
      if (await askFor(send, scope)) asked.add(scope.id);
    }
  }
}
