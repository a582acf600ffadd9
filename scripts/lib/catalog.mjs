import { signIn } from './signIn.mjs';

/** How often the catalog is looked at, in milliseconds. */
const PAUSE_MS = 500;
/** How long the catalog may take, in milliseconds. */
const PATIENCE_MS = 180_000;

/** How many entities there are: 0 while the backend does not answer, as the app may be served before it; undefined where guests may not look. */
async function countEntities(backend) {
  try {
    const guest = await signIn(backend);
    if (!guest) return undefined;
    const path = '/api/catalog/entities/by-query?limit=0';
    return (await guest.send('GET', path)).totalItems;
  } catch {
    return 0;
  }
}

/**
 * Waits until the catalog has read what the configuration names: there are entities beside the locations, and they become no more. Until then a
 * page would say that they do not exist.
 * @param {string} backend - address of the backend
 * @param {number} few - how many entities are less than the configuration names
 */
export async function catalogIsRead(backend, few = 10) {
  const deadline = Date.now() + PATIENCE_MS;
  for (let last = 0; Date.now() < deadline; ) {
    const count = await countEntities(backend);
    if (count === undefined || (count > few && count === last)) return;
    last = count;
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(
    `The catalog at ${backend} has not been read within ${
      PATIENCE_MS / 1000
    } s: look at the backend's log above.`,
  );
}
