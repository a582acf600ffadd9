import { signIn } from './signIn.mjs';

/** The interval between catalog requests, in milliseconds. */
const PAUSE_MS = 500;
/** The maximum time to wait for the catalog, in milliseconds. */
const PATIENCE_MS = 180_000;

/** Returns the number of entities. 0 if the backend does not answer yet (the app can be up before it); undefined if guests may not sign in. */
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
 * Waits until the catalog has read all entities in the configuration: it has more than `few` entities, and their number no longer grows. Until then,
 * a page would report that an entity does not exist.
 * @param {string} backend - the address of the backend
 * @param {number} few - a number that is smaller than the number of entities in the configuration
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
    `The catalog at ${backend} was not loaded within ${
      PATIENCE_MS / 1000
    } s. See the backend's log above.`,
  );
}
