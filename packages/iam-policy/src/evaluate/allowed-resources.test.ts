import fc from 'fast-check';
import { arbitraryRequest } from '../__testUtils__/arbitraries';
import type { PolicyDocument, Statement } from '../document/types';
import { matchPattern } from '../match/pattern';
import { allowedResources } from './allowed-resources';
import { evaluate } from './evaluate';

const ORDERS = 'arn:aws:s3:::orders/*';
const allow = (rest: Partial<Statement>): Statement => ({
  ...{ Effect: 'Allow', Action: 's3:GetObject', Resource: ORDERS, ...rest },
});
const resourcesOf = (
  Statement: Statement,
  action?: string,
  Version: PolicyDocument['Version'] = '2012-10-17',
) =>
  allowedResources(
    { name: 'own', document: { Version, Statement } },
    { service: 's3', action },
  );

it.each<[string, string | undefined, string[], Statement]>([
  ['those of an Allow', undefined, [ORDERS], allow({})],
  ['none for a Deny', undefined, [], allow({ Effect: 'Deny' })],
  ['none for another service', undefined, [], allow({ Action: 'sqs:*' })],
  [
    'those of an Allow for all actions',
    undefined,
    [ORDERS],
    allow({ Action: '*' }),
  ],
  ['none for another action', 's3:PutObject', [], allow({})],
  [
    'those of the action in another letter case',
    's3:GETobject',
    [ORDERS],
    allow({ Action: 's3:G*' }),
  ],
  [
    'all for a NotResource',
    undefined,
    ['*'],
    { Effect: 'Allow', Action: 's3:*', NotResource: ORDERS },
  ],
  [
    'those of a NotAction',
    's3:GetObject',
    [ORDERS],
    { Effect: 'Allow', NotAction: 'sqs:*', Resource: ORDERS },
  ],
  [
    'a wildcard for a policy variable',
    undefined,
    ['arn:aws:s3:::*-data/*'],
    allow({ Resource: "arn:aws:s3:::${aws:PrincipalTag/team, 'x}'}-data/*" }),
  ],
])('allowed resources are %s', (_, action, expected, statement) => {
  expect(resourcesOf(statement, action)).toEqual(expected);
});

it('allowed resources contain no variables for a document of the old version', () => {
  const Resource = 'arn:aws:s3:::${aws:username}';
  expect(resourcesOf(allow({ Resource }), undefined, '2008-10-17')).toEqual([
    Resource,
  ]);
});

it('allowed resources include the resource of every request that the policies allow', () => {
  let allowed = 0;
  fc.assert(
    fc.property(arbitraryRequest, ({ principal, context, ...request }) => {
      const { action, resource, identityPolicies } = request;
      const { decision, exemption } = evaluate({
        ...{ principal, context, action, resource, identityPolicies },
      });
      if (decision !== 'Allowed' || exemption !== undefined) return;
      allowed += 1;
      const service = action.toLowerCase().split(':')[0];
      const patterns = identityPolicies.flatMap(policy =>
        allowedResources(policy, { service, action }),
      );
      const fitting = patterns.filter(one => matchPattern(one, resource));
      expect({ patterns, fitting: fitting.length > 0 }).toMatchObject({
        fitting: true,
      });
    }),
    { numRuns: 2_000 },
  );
  expect(allowed).toBeGreaterThan(50);
});
