/** How often the catalog is looked at, in milliseconds. */
const PAUSE_MS = 500;

async function countEntities(backend) {
  const signIn = await fetch(`${backend}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  // Where guests may not sign in, nobody can look.
  if (!signIn.ok) return undefined;
  const { backstageIdentity } = await signIn.json();
  const answer = await fetch(
    `${backend}/api/catalog/entities/by-query?limit=0`,
    { headers: { authorization: `Bearer ${backstageIdentity.token}` } },
  );
  return answer.ok ? (await answer.json()).totalItems : 0;
}

/**
 * Waits until the catalog has read what the configuration names: there are entities beside the locations, and they become no more. Until then a
 * page would say that they do not exist.
 * @param {string} backend - address of the backend
 */
export async function catalogIsRead(backend) {
  const few = 10;
  for (let last = 0; ; ) {
    const count = await countEntities(backend);
    if (count === undefined || (count > few && count === last)) return;
    last = count;
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}
