import { expect } from '@playwright/test';
import { signIn } from './api';

/** A service of the company that has a component. */
const JOINED = 'orders-api';
const API = '/api/irsa/v1';

/**
 * Waits until every cluster and account is scanned, with what the catalog says: a scan that began before the catalog was read knows no component, and the
 * next comes minutes later unless somebody asks for it.
 */
export async function waitForScans(): Promise<void> {
  const send = await signIn();
  await expect
    .poll(
      async () => {
        const { body: scopes } = await send('GET', `${API}/scopes`);
        const waiting = scopes.items.filter(
          ({ completedAt }: { completedAt: string | null }) => !completedAt,
        );
        if (waiting.length > 0) return waiting;
        const { body: joined } = await send(
          'GET',
          `${API}/fleet/service-accounts?entity=any&q=${JOINED}`,
        );
        if (joined.items.length > 0) return [];
        for (const { id } of scopes.items) {
          await send('POST', `${API}/scopes/${encodeURIComponent(id)}/scans`);
        }
        return [JOINED];
      },
      { timeout: 120_000, intervals: [1_000, 1_000, 5_000] },
    )
    .toEqual([]);
}
