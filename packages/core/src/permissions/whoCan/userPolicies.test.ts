import { absent, found, unknown } from '../../model/observation';
import { readDocument } from '../../model/document';
import type { OwnPolicies, UserFacts } from '../../model/inventory';
import { userPolicies } from './userPolicies';

const text = (Action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
const managed = (name: string) =>
  found({
    arn: `arn:aws:iam::111122223333:policy/${name}`,
    name,
    path: '/',
    defaultVersionId: 'v1',
    document: readDocument(text('s3:*'), 'identity'),
    tags: {},
  });
const inline = (name: string) => ({
  name,
  document: readDocument(text('sqs:*'), 'identity'),
});
const NONE: OwnPolicies = { attachedPolicies: [], inlinePolicies: [] };
const user = (change: Partial<UserFacts>): UserFacts => ({
  arn: 'arn:aws:iam::111122223333:user/ada',
  name: 'ada',
  tags: {},
  permissionsBoundary: absent(),
  groups: [],
  ...NONE,
  ...change,
});

it('includes each policy of the user and its groups once, and marks those from groups only', () => {
  const { set, groups } = userPolicies(
    user({
      attachedPolicies: [managed('own')],
      inlinePolicies: [inline('read')],
      groups: [
        {
          name: 'dev',
          attachedPolicies: [managed('own'), managed('shared')],
          inlinePolicies: [inline('read')],
        },
        { name: 'ops', ...NONE, attachedPolicies: [managed('shared')] },
      ],
    }),
  );
  expect(set.policies.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'managed own',
    'managed shared',
    'inline read',
    'inline dev/read',
  ]);
  expect(groups).toEqual({
    'arn:aws:iam::111122223333:policy/shared': ['dev', 'ops'],
    'dev/read': ['dev'],
  });
});

it('reports policies as not read when a group policy was not read', () => {
  const { set } = userPolicies(
    user({
      groups: [
        {
          name: 'dev',
          ...NONE,
          attachedPolicies: [unknown('Denied.', 'iam:GetPolicy')],
        },
      ],
    }),
  );
  expect(set.layers[0]).toEqual({
    layer: 'identity',
    state: 'not-read',
    reason: 'Denied.',
  });
});

it('includes the permissions boundary of the user', () => {
  const { set } = userPolicies(
    user({ permissionsBoundary: managed('boundary') }),
  );
  expect(set.policies.map(({ kind }) => kind)).toEqual([
    'permissions-boundary',
  ]);
});
