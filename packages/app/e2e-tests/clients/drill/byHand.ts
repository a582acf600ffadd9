import type { FaultId } from '@backstage-irsa/core/model';
import { expect } from '@playwright/test';
import { AWS } from '../../product';
import type { DrillService } from './service';

/** What a person does where the remediation is a sentence: something has to be decided, or stands outside the account. */
export const byHand: Partial<
  Record<FaultId, (service: DrillService) => Promise<void>>
> = {
  'organization-denies': async () => {
    const answer = await fetch(`${AWS}/__sandbox/scps`, {
      method: 'POST',
      body: JSON.stringify({ accountId: '111122223333', levels: [] }),
    });
    expect(answer.status).toBe(200);
  },
};
