import { checkTester } from '../__testUtils__/checkTester';
import {
  observedDocument,
  observedWith,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { MANAGED_BY, MANAGED_BY_KEY } from '../model/annotations';
import { DEFAULT_QUOTAS } from '../model/defaultQuotas';
import { found, unknown, valueOf } from '../model/observation';
import { statementsOf } from '../model/document';
import { CUT_OFF_POLICY } from '../permissions/cutOffPolicy';
import { check } from './role-quotas';

const sharing = (count: number) =>
  roleWith({
    Version: '2012-10-17',
    Statement: Array.from({ length: count }, (_, index) =>
      statementsOf(trustOf({ name: `orders-${index}` })),
    ).flat(),
  });
const [policy] = valueOf(observedWith().attachedPolicies)!;
const copies = Array.from({ length: 9 }, (_, index) =>
  found({ ...valueOf(policy)!, arn: `arn:aws:iam::1:policy/copy-${index}` }),
);

const ours = roleWith(trustOf(), { tags: { [MANAGED_BY_KEY]: MANAGED_BY } });
/** Returns inline policies with the given number of characters in total, without the cut-off policy. */
const inline = (size: number) =>
  found(
    [size - 5000, 5000].map((length, index) => ({
      name: `own-${index}`,
      document: { ...observedDocument(trustOf()), text: 'x'.repeat(length) },
    })),
  );
const cutOff = found([
  ...valueOf(inline(9984))!,
  { name: CUT_OFF_POLICY, document: observedDocument(trustOf()) },
]);

checkTester(check, [
  {
    name: 'a role below its quotas',
    result: 'pass',
    message: 'has room for more',
  },
  {
    name: 'trust-policy-full: statements that can be merged',
    observed: { role: sharing(6) },
    result: 'warn',
    fault: 'trust-policy-full',
    message: 'of 2048 characters: there is no room',
    remediation:
      'aws iam update-assume-role-policy --role-name orders-0a1b2c3d4e',
  },
  {
    name: 'trust-policy-full: a trust policy that cannot be made smaller',
    observed: {
      quotas: found({
        ...DEFAULT_QUOTAS,
        trustPolicySize: 400,
        attachedPolicies: 10,
      }),
    },
    result: 'warn',
    fault: 'trust-policy-full',
    message: 'there is no room',
    remediation: 'ask AWS for a higher quota',
  },
  {
    name: 'a quota that was raised',
    observed: {
      role: sharing(6),
      quotas: found({
        ...DEFAULT_QUOTAS,
        trustPolicySize: 4096,
        attachedPolicies: 10,
      }),
    },
    result: 'pass',
    message: 'has room for more',
  },
  {
    name: 'policies-full: a policy that duplicates another one',
    observed: { attachedPolicies: found([policy, ...copies]) },
    result: 'warn',
    fault: 'policies-full',
    message: 'has 10 of 10 policies attached',
    remediation:
      'aws iam detach-role-policy --role-name orders-0a1b2c3d4e --policy-arn arn:aws:iam::1:policy/copy-0',
  },
  {
    name: 'policies-full: policies that all differ',
    observed: {
      quotas: found({
        ...DEFAULT_QUOTAS,
        trustPolicySize: 2048,
        attachedPolicies: 1,
      }),
    },
    result: 'warn',
    fault: 'policies-full',
    message: 'has 1 of 1 policies attached',
    remediation: 'Combine the statements of several policies',
  },
  {
    name: 'room for the policy that cuts off access',
    observed: { role: ours, inlinePolicies: inline(9984) },
    result: 'pass',
    message: 'has room for more',
  },
  {
    name: 'access that is cut off',
    observed: { role: ours, inlinePolicies: cutOff },
    result: 'pass',
    message: 'has room for more',
  },
  {
    name: 'no room for the policy that cuts off access',
    observed: { role: ours, inlinePolicies: inline(9985) },
    result: 'warn',
    message:
      'have 9985 of 10240 characters: there is no room for the policy that cuts off access',
    remediation: 'Shorten an inline policy',
  },
  {
    name: 'a full role that Backstage does not manage and never cuts off',
    observed: { inlinePolicies: inline(10_240) },
    result: 'pass',
    message: 'has room for more',
  },
  {
    name: 'a missing permission to read the quotas',
    observed: { quotas: unknown('no', 'iam:GetAccountSummary') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'iam:GetAccountSummary',
  },
]);
