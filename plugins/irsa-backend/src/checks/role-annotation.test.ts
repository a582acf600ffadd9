import { accountWith, CLUSTER, ROLE_ARN } from '../__testUtils__/observed';
import { checkTester } from '../__testUtils__/checkTester';
import { check } from './role-annotation';

const KEY = 'eks.amazonaws.com/role-arn';

checkTester(check, [
  { name: 'it names a role', result: 'pass', message: ROLE_ARN },
  {
    name: 'no annotation at all',
    observed: { serviceAccount: accountWith({}) },
    result: 'fail',
    message: 'names no role',
    remediation: 'Set the annotation',
  },
  ...[
    'eks.amazon.com/role-arn',
    'eks.amazonaws.com/rolearn',
    'iam.amazonaws.com/role-arn',
    'eks.amazonaws.com/Role-ARN',
  ].map(key => ({
    name: `fault 14: mistyped key ${key}`,
    observed: { serviceAccount: accountWith({ [key]: ROLE_ARN }) },
    result: 'fail' as const,
    message: `carries ${key}, which nothing reads`,
    remediation: `${KEY}=${ROLE_ARN}`,
    fault: 14,
  })),
  ...[
    'arn:aws:iam::1111:role/orders',
    'orders',
    ` ${ROLE_ARN}`,
    `${ROLE_ARN}\n`,
    'arn:aws:iam::111122223333:user/orders',
    'arn:aws:iam::111122223333:role/',
    '',
  ].map(arn => ({
    name: `fault 15: malformed ARN ${JSON.stringify(arn)}`,
    observed: { serviceAccount: accountWith({ [KEY]: arn }) },
    result: 'fail' as const,
    message: 'which is no ARN of a role',
    fault: 15,
  })),
  {
    name: 'fault 23: a role of another partition',
    observed: { config: { ...CLUSTER, region: 'cn-north-1' } },
    result: 'fail',
    message: 'partition aws, the cluster in aws-cn',
    fault: 23,
  },
]);
