import type { FaultId } from '@backstage-irsa/core/model';
import { expect } from '@playwright/test';
import { AWS } from '../../product';
import type { DrillService } from './service';

const ACCOUNT = '111122223333';

interface AccountState {
  id: string;
  /** One list a level. */
  serviceControlPolicies: { name: string }[][];
}

/** What a person does where the remediation is a sentence: something has to be decided, or stands outside the account. */
export const byHand: Partial<
  Record<FaultId, (service: DrillService) => Promise<void>>
> = {
  // Only the policy that denies this service: those of the company stay.
  'organization-denies': async ({ name }) => {
    const state = await fetch(`${AWS}/__sandbox/state`);
    const { accounts }: { accounts: AccountState[] } = await state.json();
    const levels = accounts
      .find(({ id }) => id === ACCOUNT)!
      .serviceControlPolicies.map(level =>
        level.filter(policy => !policy.name.endsWith(`-to-${name}`)),
      );
    const answer = await fetch(`${AWS}/__sandbox/scps`, {
      method: 'POST',
      body: JSON.stringify({ accountId: ACCOUNT, levels }),
    });
    expect(answer.status).toBe(200);
  },
};
