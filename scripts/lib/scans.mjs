import { setTimeout } from 'node:timers/promises';

const POLL_MS = 500;

/** Answers whether it will be scanned. One that is scanned already began before, and has to be asked for again. */
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
 * Has every cluster and account scanned by the catalog, AWS and Kubernetes as they are now; settles when all are.
 * @param {Function} send - of {@link signIn}
 * @param {number} patienceMs - how long that may take, in milliseconds
 * @throws where it takes longer, with what could not be read
 */
export async function scanAll(send, patienceMs) {
  const asked = new Set();
  for (const since = Date.now(); ; await setTimeout(POLL_MS)) {
    const { items } = await send('GET', '/api/irsa/v1/scopes');
    // `completedAt` is when a scan began that came to its end.
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
