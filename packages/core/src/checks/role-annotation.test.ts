import { accountWith, CLUSTER, ROLE_ARN } from '../__testUtils__/observed';
import { checkTester } from '../__testUtils__/checkTester';
import { check } from './role-annotation';

const KEY = 'eks.amazonaws.com/role-arn';
const existing = {
  accountId: '111122223333',
  roleName: 'orders-0a1b2c3d4e',
};
const OLD_ARN = 'arn:aws:iam::111122223333:role/irsa/orders-old';

checkTester(check, [
  { name: 'the annotation names a role', result: 'pass', message: ROLE_ARN },
  {
    name: 'no annotation',
    observed: { serviceAccount: accountWith({}) },
    result: 'fail',
    message: 'names no role',
    remediation: 'Choose a role',
  },
  {
    name: 'no annotation while the delivery of its role is pending',
    observed: {
      serviceAccount: accountWith({}),
      at: '2026-11-24T12:00:00.000Z',
      delivery: {
        format: 'ack',
        state: 'pending',
        since: '2026-11-23T11:00:00.000Z',
      },
    },
    result: 'unknown',
    message:
      'Pending delivery: the role of ServiceAccount production/orders was requested as ACK 1 day ago.',
  },
  {
    name: 'no annotation yet on a ServiceAccount that is managed elsewhere',
    observed: { serviceAccount: accountWith({}), existing, known: {} },
    result: 'unknown',
    message:
      'Pending delivery: ServiceAccount production/orders does not name role orders-0a1b2c3d4e yet.',
    remediation: `Set the annotation ${KEY}`,
  },
  {
    name: 'a removed annotation on a ServiceAccount that is managed elsewhere',
    observed: {
      ...{ serviceAccount: accountWith({}), existing },
      known: { roleArn: ROLE_ARN },
    },
    result: 'fail',
    message: 'names no role',
    remediation: 'Where ServiceAccount production/orders is managed',
  },
  {
    name: 'no annotation yet for a role in another account, managed elsewhere',
    observed: {
      serviceAccount: accountWith({}),
      existing: { ...existing, accountId: '444455556666' },
      known: { roleArn: ROLE_ARN },
    },
    result: 'unknown',
    message:
      'Pending delivery: ServiceAccount production/orders does not name role orders-0a1b2c3d4e yet.',
    remediation: `Set the annotation ${KEY}`,
  },
  {
    name: 'its role on a ServiceAccount that is managed elsewhere',
    observed: { existing },
    result: 'pass',
    message: ROLE_ARN,
  },
  {
    name: 'another role on a ServiceAccount that is managed elsewhere',
    observed: {
      ...{ serviceAccount: accountWith({ [KEY]: OLD_ARN }), existing },
      known: { roleArn: ROLE_ARN },
    },
    result: 'fail',
    message: 'but role orders-0a1b2c3d4e of account 111122223333 was created',
    remediation: 'Where ServiceAccount production/orders is managed',
  },
  {
    name: 'its former role on a ServiceAccount that is managed elsewhere',
    observed: {
      ...{ serviceAccount: accountWith({ [KEY]: OLD_ARN }), existing },
      known: { roleArn: OLD_ARN },
    },
    result: 'warn',
    message: 'but role orders-0a1b2c3d4e of account 111122223333 was created',
    remediation: 'Where ServiceAccount production/orders is managed',
  },
  ...[
    'eks.amazon.com/role-arn',
    'eks.amazonaws.com/rolearn',
    'iam.amazonaws.com/role-arn',
    'eks.amazonaws.com/Role-ARN',
  ].map(key => ({
    name: `mistyped-annotation: the key ${key}`,
    observed: { serviceAccount: accountWith({ [key]: ROLE_ARN }) },
    result: 'fail' as const,
    message: `has the annotation ${key}, which nothing reads`,
    remediation: `${KEY}=${ROLE_ARN}`,
    fault: 'mistyped-annotation' as const,
  })),
  {
    name: 'mistyped-annotation: a mistyped key with a value that is not an ARN',
    observed: {
      serviceAccount: accountWith({ 'iam.amazonaws.com/role-arn': 'orders' }),
    },
    result: 'fail',
    message:
      'has the annotation iam.amazonaws.com/role-arn, which nothing reads',
    remediation: 'Choose a role',
    fault: 'mistyped-annotation',
  },
  ...[
    'arn:aws:iam::1111:role/orders',
    'orders',
    'arn:aws:iam::111122223333:user/orders',
    'arn:aws:iam::111122223333:role/',
    '',
  ].map(arn => ({
    name: `malformed-arn: the value ${JSON.stringify(arn)}`,
    observed: { serviceAccount: accountWith({ [KEY]: arn }) },
    result: 'fail' as const,
    message: 'which is not a valid role ARN',
    remediation: 'Choose a role',
    fault: 'malformed-arn' as const,
  })),
  ...[
    ` ${ROLE_ARN}`,
    `${ROLE_ARN}\n`,
    `"${ROLE_ARN}"`,
    `${ROLE_ARN}\u200b`,
    ROLE_ARN.replace('::', ':'),
    ROLE_ARN.replace('::', ':::'),
    ROLE_ARN.replace('111122223333', ''),
    ROLE_ARN.replace('::', ':eu-west-1:'),
    ROLE_ARN.replace('role/', 'role:'),
  ].map(arn => ({
    name: `malformed-arn: a typo in ${JSON.stringify(arn)}`,
    observed: { serviceAccount: accountWith({ [KEY]: arn }) },
    result: 'fail' as const,
    message: 'which is not a valid role ARN',
    remediation: `kubectl annotate serviceaccount orders -n production --overwrite ${KEY}=${ROLE_ARN}\nkubectl rollout restart deployment/orders -n production`,
    fault: 'malformed-arn' as const,
  })),
  {
    // A regular expression with heavy backtracking would take minutes.
    name: 'malformed-arn: a value of the maximum length in Kubernetes',
    observed: {
      serviceAccount: accountWith({
        [KEY]: `arn:aws:iam:${':'.repeat(200_000)}x`,
      }),
    },
    result: 'fail',
    message: 'which is not a valid role ARN',
    remediation: 'Choose a role',
    fault: 'malformed-arn',
  },
  {
    name: 'wrong-partition: a role of another partition',
    observed: { config: { ...CLUSTER, region: 'cn-north-1' } },
    result: 'fail',
    message: 'partition aws, the cluster in aws-cn',
    remediation: `${KEY}=${ROLE_ARN.replace('arn:aws:', 'arn:aws-cn:')}`,
    fault: 'wrong-partition',
  },
]);
