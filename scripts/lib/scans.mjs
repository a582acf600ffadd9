import { setTimeout } from 'node:timers/promises';

const POLL_MS = 500;

async function askFor(send, { id, state }) {
  // One that is scanned began before, and is asked for again.
  if (state === 'scanning') return;
  try {
    await send('POST', `/api/irsa/v1/scopes/${encodeURIComponent(id)}/scans`);
  } catch (error) {
    if (error.status !== 409) throw error;
  }
}

/**
 * Has every cluster and account scanned by the catalog, AWS and Kubernetes as they are now; settles when all are.
 * @param {Function} send - of {@link signIn}
 * @param {number} patienceMs - how long that may take, in milliseconds
 * @throws where it takes longer, with what could not be read
 */
export async function scanAll(send, patienceMs) {
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
    for (const scope of waiting) await askFor(send, scope);
  }
}
