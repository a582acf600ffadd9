import type { FaultId } from '@backstage-irsa/core/model';
import { expect } from '@playwright/test';
import { signIn } from '../../api';
import { AWS } from '../../product';
import { aws, json } from '../tools';
import type { DrillService } from './service';

const ACCOUNT = '111122223333';

interface AccountState {
  id: string;
  /** One list for each level. */
  serviceControlPolicies: { name: string }[][];
}

/** Manual steps that follow the commands of the remediation, or replace them: a person must decide, or the cause is outside the account. */
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
  // Only a person knows that no cluster has the other issuer. Its statement comes first.
  'old-issuer': async ({ id }) => {
    const send = await signIn();
    const { body } = await send('GET', `/api/irsa/v1/service-accounts/${id}`);
    const name = body.roleArn.split('/').pop();
    const { Role } = json(await aws(['iam', 'get-role', '--role-name', name]));
    const { Statement, ...rest } = Role.AssumeRolePolicyDocument;
    const document = { ...rest, Statement: Statement.slice(1) };
    const { code, stderr } = await aws([
      ...['iam', 'update-assume-role-policy', '--role-name', name],
      ...['--policy-document', JSON.stringify(document)],
    ]);
    expect(code, stderr).toBe(0);
  },
};
