import type {
  CheckResult,
  IamServiceAccount,
  Operation,
  OperationStep,
  Verification,
} from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import type { IrsaCaller } from '@backstage-irsa/plugin-irsa-node';

export const roleArn = 'arn:aws:iam::111122223333:role/irsa/orders-7f3a';
/** The page of the role in the AWS console. */
export const roleUrl =
  'https://console.aws.amazon.com/iam/home?region=us-east-1#/roles/details/orders-7f3a';

export function operationStep(step: Partial<OperationStep>): OperationStep {
  return {
    id: 'role',
    action: 'create',
    target: { kind: 'role', name: roleArn },
    diff: [],
    summary: 'Create role orders-7f3a (trusts shop/orders in prod-eu)',
    status: 'succeeded',
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

/** The proof text for `verification`. */
export const PROVED =
  'Proved by token exchange at 2026-11-24 12:00:00 UTC: AWS STS returned arn:aws:sts::111122223333:assumed-role/orders-7f3a/s';

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

/** Returns an ended operation. */
export function operation(rest: Partial<Operation> = {}): Operation {
  return {
    id: 'op-1',
    status: 'succeeded',
    steps: [],
    createdAt: '2026-11-24T12:00:00.000Z',
    ...rest,
  };
}

/** Returns a service with the given methods. */
export function irsaService(methods: Partial<IrsaApi>) {
  return {
    as: jest.fn<IrsaApi, [IrsaCaller]>(() => methods as IrsaApi),
  };
}
