import { readDocument } from '../model/document';
import { absent, found, unknown } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import { check } from './permissions';

const INVALID = readDocument('{"Version":"2012-10-17"}', 'identity');

checkTester(check, [
  { name: 'one policy', result: 'pass', message: 'has 1 policy' },
  {
    name: 'no policies',
    observed: { attachedPolicies: found([]) },
    result: 'warn',
    message: 'it allows nothing',
    remediation:
      'Attach a policy that allows what the service needs to role orders-0a1b2c3d4e',
  },
  {
    name: 'a policy that was attached and deleted counts as read',
    observed: { attachedPolicies: found([absent()]) },
    result: 'pass',
    message: 'has 1 policy',
  },
  {
    name: 'attachments cannot be listed',
    observed: {
      attachedPolicies: unknown('no', 'iam:ListAttachedRolePolicies'),
    },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'iam:ListAttachedRolePolicies',
  },
  {
    name: 'inline policies cannot be listed',
    observed: { inlinePolicies: unknown('no', 'iam:ListRolePolicies') },
    result: 'unknown',
    message: 'Inline policies',
    remediation: 'iam:ListRolePolicies',
  },
  {
    name: 'an inline policy has an invalid document',
    observed: { inlinePolicies: found([{ name: 'odd', document: INVALID }]) },
    result: 'unknown',
    message: 'Policy odd of role',
  },
  {
    name: 'the permissions boundary has an invalid document',
    observed: {
      permissionsBoundary: found({
        ...{ arn: 'arn:aws:iam::111122223333:policy/cap', name: 'cap' },
        ...{ path: '/', defaultVersionId: 'v1', tags: {}, document: INVALID },
      }),
    },
    result: 'unknown',
    message: 'Policy cap of role',
  },
  {
    name: 'one policy cannot be read',
    observed: {
      attachedPolicies: found([unknown('no', 'iam:GetPolicyVersion')]),
    },
    result: 'unknown',
    message: 'A policy of role',
    remediation: 'iam:GetPolicyVersion',
  },
]);
