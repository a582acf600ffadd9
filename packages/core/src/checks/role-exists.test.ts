import { absent, unknown } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import { ROLE_ARN, roleWith, trustOf } from '../__testUtils__/observed';
import { check } from './role-exists';

const elsewhere = 'arn:aws:iam::111122223333:role/team/orders-0a1b2c3d4e';

checkTester(check, [
  {
    name: 'the role exists',
    result: 'pass',
    message: 'orders-0a1b2c3d4e exists',
  },
  {
    name: 'the role does not exist',
    observed: { role: absent() },
    result: 'fail',
    message: `Role ${ROLE_ARN} does not exist`,
    remediation: 'Create the role, or set another role in the annotation',
  },
  {
    name: 'the delivery of the role is pending',
    observed: {
      role: absent(),
      at: '2026-11-24T12:00:00.000Z',
      delivery: {
        format: 'cloudformation',
        state: 'pending',
        since: '2026-11-24T11:59:30.000Z',
      },
    },
    result: 'unknown',
    message: `Pending delivery: role ${ROLE_ARN} was requested as CloudFormation just now.`,
  },
  {
    name: 'path-left-out: the path differs',
    observed: { role: roleWith(trustOf(), { arn: elsewhere }) },
    result: 'fail',
    fault: 'path-left-out',
    message: `the role's ARN is ${elsewhere}`,
    remediation: `eks.amazonaws.com/role-arn=${elsewhere}\nkubectl rollout restart deployment/orders -n production`,
  },
  {
    name: 'the role cannot be read',
    observed: { role: unknown('no', 'iam:GetRole') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'iam:GetRole',
  },
]);
