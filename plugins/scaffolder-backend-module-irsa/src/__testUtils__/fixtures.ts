import type {
  CheckResult,
  IamServiceAccount,
  OperationStep,
  Verification,
} from '@backstage-irsa/core/model';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';

export const roleArn = 'arn:aws:iam::111122223333:role/irsa/orders-7f3a';

export function operationStep(step: Partial<OperationStep>): OperationStep {
  return {
    id: 'role',
    action: 'create',
    target: { kind: 'role', name: roleArn },
    diff: [],
    summary: 'Create role orders-7f3a (trusts shop/orders in prod-eu)',
    status: 'done',
    ...step,
  };
}

export const brokenCheck: CheckResult = {
  id: 'trust-subject',
  link: 'trust-policy',
  result: 'fail',
  evidence: 'proved',
  message: 'The trust policy names shop/order.',
  remediation: 'Set sub to system:serviceaccount:shop:orders.',
};

/** How the proof of `verification` reads. */
export const PROVED =
  'Proved by token exchange at 2026-11-24T12:00:00.000Z: AWS STS returned arn:aws:sts::111122223333:assumed-role/orders-7f3a/s';

export function verification(rest: Partial<Verification> = {}): Verification {
  return {
    status: 'verified',
    liveProof: {
      result: 'proved',
      at: '2026-11-24T12:00:00.000Z',
      assumedRoleArn: 'arn:aws:sts::111122223333:assumed-role/orders-7f3a/s',
    },
    checkedAt: '2026-11-24T12:00:00.000Z',
    checks: [],
    ...rest,
  };
}

export function serviceAccount(
  rest: Partial<IamServiceAccount> = {},
): IamServiceAccount {
  return {
    id: 'sa-orders',
    cluster: 'prod-eu',
    namespace: 'shop',
    name: 'orders',
    mechanism: 'irsa',
    roleArn,
    entityRef: 'component:default/orders',
    owner: 'group:default/payments',
    region: 'eu-west-1',
    accountId: '111122223333',
    workloads: null,
    verification: null,
    permissions: { services: [], risks: [] },
    ...rest,
  };
}

/** A service of which the test says what it answers; the rest refuses to be called. */
export function irsaService(methods: Partial<IrsaService>): IrsaService {
  const unexpected = (method: string) => async () => {
    throw new Error(`${method} was not expected to be called`);
  };
  return {
    plan: unexpected('plan'),
    apply: unexpected('apply'),
    delete: unexpected('delete'),
    render: unexpected('render'),
    deliver: unexpected('deliver'),
    rollBack: unexpected('rollBack'),
    verify: unexpected('verify'),
    planMigration: unexpected('planMigration'),
    migrate: unexpected('migrate'),
    getEntityServiceAccounts: unexpected('getEntityServiceAccounts'),
    verifyEntity: unexpected('verifyEntity'),
    getServiceAccount: unexpected('getServiceAccount'),
    getPermissions: unexpected('getPermissions'),
    simulate: unexpected('simulate'),
    getHistory: unexpected('getHistory'),
    diagnose: unexpected('diagnose'),
    listFleetServiceAccounts: unexpected('listFleetServiceAccounts'),
    listFindings: unexpected('listFindings'),
    listRoles: unexpected('listRoles'),
    ...methods,
  };
}
