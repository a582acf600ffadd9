import type { FaultId } from '@backstage-irsa/core/model';
import { expect } from '@playwright/test';
import { AWS } from '../../product';
import type { DrillService } from './service';

const ACCOUNT = '111122223333';

interface AccountState {
  id: string;
  /** One list for each level. */
  serviceControlPolicies: { name: string }[][];
}

/** Manual fixes for faults whose remediation has no commands, because a person must decide or the cause is outside the account. */
export const byHand: Partial<
  Record<FaultId, (service: DrillService) => Promise<void>>
> = {
  // Removes only the policy that denies this service. The policies of the company stay.
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
