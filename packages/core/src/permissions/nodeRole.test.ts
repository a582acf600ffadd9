import type { Statement } from '@backstage-irsa/iam-policy';
import { observedDocument, roleWith, trustOf } from '../__testUtils__/observed';
import { absent, found, unknown, valueOf } from '../model/observation';
import type { ObservedPolicy, ObservedRolePolicies } from '../model/observed';
import { nodeRoleOf, POD_IDENTITY_ACTION } from './nodeRole';

const CLUSTER = 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu';
const role = roleWith(trustOf());
const { arn } = valueOf(role)!;

const statement = (change: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action: POD_IDENTITY_ACTION,
  Resource: '*',
  ...change,
});
const documentOf = (...statements: Statement[]) =>
  observedDocument({ Version: '2012-10-17', Statement: statements });
const policy = (...statements: Statement[]) =>
  found<ObservedPolicy>({
    ...{ arn: `${arn}-policy`, name: 'p', path: '/', defaultVersionId: 'v1' },
    document: documentOf(...statements),
    tags: {},
  });
const policies = (
  change: Partial<ObservedRolePolicies> = {},
): ObservedRolePolicies => ({
  role,
  attachedPolicies: found([]),
  inlinePolicies: found([]),
  permissionsBoundary: absent(),
  ...change,
});
const inline = (...statements: Statement[]) =>
  found([{ name: 'i', document: documentOf(...statements) }]);
const attached = (...statements: Statement[]) => found([policy(...statements)]);
const NO = unknown<never>('No.', 'iam:GetPolicy');
const MISSING = found({ allowed: false, isOnlyMissing: true });
const DENIED = found({ allowed: false, isOnlyMissing: false });
const ALLOWED = found({ allowed: true });

it.each([
  ['no policies', policies(), MISSING],
  [
    'a managed policy',
    policies({ attachedPolicies: attached(statement()) }),
    ALLOWED,
  ],
  [
    'an inline policy',
    policies({ inlinePolicies: inline(statement({ Resource: CLUSTER })) }),
    ALLOWED,
  ],
  [
    'an inline policy for another cluster',
    policies({
      inlinePolicies: inline(statement({ Resource: `${CLUSTER}-2` })),
    }),
    MISSING,
  ],
  [
    'a managed policy that denies it',
    policies({
      attachedPolicies: attached(statement()),
      inlinePolicies: inline(
        statement({ Effect: 'Deny', Action: 'eks-auth:*' }),
      ),
    }),
    DENIED,
  ],
  [
    'a boundary that does not allow it',
    policies({
      attachedPolicies: attached(statement()),
      permissionsBoundary: policy(statement({ Action: 's3:*' })),
    }),
    DENIED,
  ],
  [
    'a boundary that allows it',
    policies({
      attachedPolicies: attached(statement()),
      permissionsBoundary: policy(statement({ Action: '*' })),
    }),
    ALLOWED,
  ],
  [
    'a condition on the request',
    policies({
      attachedPolicies: attached(
        statement({
          Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
        }),
      ),
    }),
    unknown(
      'It depends on aws:SourceVpc, which only a request from a node can show.',
    ),
  ],
  [
    'a policy that cannot be read',
    policies({ attachedPolicies: found([NO]) }),
    NO,
  ],
  ['inline policies that cannot be read', policies({ inlinePolicies: NO }), NO],
  ['a boundary that cannot be read', policies({ permissionsBoundary: NO }), NO],
  ['a role that does not exist', policies({ role: absent() }), absent()],
  [
    'a role of the same name under another path',
    policies({ role: found({ ...valueOf(role)!, arn: `${arn}-x` }) }),
    absent(),
  ],
])('decides on EKS Pod Identity for %s', (_, parts, expected) => {
  expect(nodeRoleOf(arn, parts, CLUSTER).podIdentity).toEqual(expected);
});

it('is unknown when a policy document is invalid', () => {
  const broken = { text: '{', errors: [{ path: '', reason: 'no JSON' }] };
  const { podIdentity } = nodeRoleOf(
    arn,
    policies({ inlinePolicies: found([{ name: 'i', document: broken }]) }),
    CLUSTER,
  );
  expect(podIdentity).toEqual(
    unknown('Policy i is not a valid document: no JSON'),
  );
});
