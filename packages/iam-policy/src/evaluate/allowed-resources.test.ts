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
  ['those that it names', undefined, [ORDERS], allow({})],
  ['none that a Deny names', undefined, [], allow({ Effect: 'Deny' })],
  ['none of other services', undefined, [], allow({ Action: 'sqs:*' })],
  ['those of all services', undefined, [ORDERS], allow({ Action: '*' })],
  ['none of other actions', 's3:PutObject', [], allow({})],
  ['those of the action', 's3:GETobject', [ORDERS], allow({ Action: 's3:G*' })],
  [
    'any but those that it leaves out',
    undefined,
    ['*'],
    { Effect: 'Allow', Action: 's3:*', NotResource: ORDERS },
  ],
  [
    'those of all but some actions',
    's3:GetObject',
    [ORDERS],
    { Effect: 'Allow', NotAction: 'sqs:*', Resource: ORDERS },
  ],
  [
    'any value of a variable',
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
