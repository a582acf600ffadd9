import { expect } from '@playwright/test';
import { signIn } from './api';

const SCOPES = '/api/irsa/v1/scopes';

interface Scope {
  id: string;
  state: string;
  completedAt: string | null;
}

/** Has every cluster and account scanned, so that no finding is there or missing by what tests before this one changed. */
export async function scanAll(): Promise<void> {
  const send = await signIn();
  const since = new Date().toISOString();
  await expect
    .poll(
      async () => {
        const { body } = await send('GET', SCOPES);
        const scopes: Scope[] = body.items;
        const waiting = scopes.filter(
          ({ completedAt }) => completedAt === null || completedAt < since,
        );
        // One that is scanned began before, and is asked for again.
        for (const { id, state } of waiting) {
          if (state === 'scanning') continue;
          await send('POST', `${SCOPES}/${encodeURIComponent(id)}/scans`);
        }
        return waiting.map(({ id }) => id);
      },
      { timeout: 120_000, intervals: [1_000] },
    )
    .toEqual([]);
}
