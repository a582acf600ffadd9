import {
  evaluateTrust,
  type PolicyDocument,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import fc from 'fast-check';
import { decideTrust, isOpenFor } from './openKeys';

const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/oidc.example';
const KEYS = ['oidc.example:sub', 'aws:SourceIp', 'sts:RoleSessionName'];
const OPERATORS = [
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'Null'],
  ...['StringEqualsIfExists', 'StringNotEqualsIfExists'],
  ...['ForAnyValue:StringEquals', 'ForAllValues:StringLike'],
];
const VALUES = ['true', 'false', 'a', 'b', '*', '${aws:SourceIp}'];

const condition = fc
  .tuple(
    fc.constantFrom(...OPERATORS),
    fc.constantFrom(...KEYS),
    fc.constantFrom(...VALUES),
  )
  .map(([operator, key, value]) => ({
    [operator]: {
      [key]: operator === 'Null' ? String(value !== 'true') : value,
    },
  }));
const document: fc.Arbitrary<PolicyDocument> = fc
  .array(
    fc
      .tuple(
        fc.constantFrom('Allow' as const, 'Deny' as const),
        fc.array(condition, { maxLength: 2 }),
      )
      .map(([Effect, conditions]) => ({
        ...{ Effect, Principal: { Federated: PROVIDER } },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: Object.assign({}, ...conditions),
      })),
    { minLength: 1, maxLength: 3 },
  )
  .map(Statement => ({ Version: '2012-10-17', Statement }));

const ask = (context: RequestContext) => (one: PolicyDocument) =>
  evaluateTrust({
    trustPolicy: { name: 'trust policy', document: one },
    principal: { federated: PROVIDER },
    action: 'sts:AssumeRoleWithWebIdentity',
    context,
  });

it('returns the decision of every request with additional keys, unless it is open', () => {
  const known = { 'oidc.example:sub': 'a' };
  const carried = fc.record(
    {
      'aws:SourceIp': fc.constantFrom('a', 'b'),
      'sts:RoleSessionName': fc.constantFrom('a', 'b'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(document, carried, (policy, more) => {
      const { answer, openKeys } = decideTrust(
        policy,
        isOpenFor('token', known),
        ask(known),
      );
      const { decision } = ask({ ...known, ...more })(policy);
      expect(['open', decision === 'Allowed' ? 'allowed' : 'denied']).toContain(
        answer,
      );
      expect(openKeys.length > 0).toBe(answer === 'open');
    }),
    { numRuns: 500 },
  );
});
