import { evaluate, type Statement } from '@backstage-irsa/iam-policy';
import {
  FULL_SCP,
  organizationPolicy,
  organizationWith,
} from '../../__testUtils__/organization';
import type { AccountOrganization } from '../../organization';
import { organizationControls } from './organizationControls';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const ELSEWHERE = 'arn:aws:sqs:eu-west-1:444455556666:jobs';
const DENY: Statement = { Effect: 'Deny', Action: 'sqs:*', Resource: '*' };

const controlsOf = (
  organizations: Record<string, AccountOrganization>,
  request?: { action: string; resource: string },
  role = ROLE,
) => organizationControls(id => organizations[id])(role, request);
const own = (organization: AccountOrganization) => ({
  '111122223333': organization,
});
const send = (resource: string, action = 'sqs:SendMessage') => ({
  action,
  resource,
});
const readings = ({ layers }: ReturnType<typeof controlsOf>) =>
  layers.map(({ state, reason = '' }) => `${state} ${reason}`.trim());

const READ = organizationWith();
const ABSENT: AccountOrganization = organizationWith(
  {},
  {
    serviceControl: {
      state: 'absent',
      reason: 'It is the management account.',
    },
    resourceControl: {
      state: 'absent',
      reason: 'It is the management account.',
    },
  },
);
const REFUSED = organizationWith(
  {},
  {
    serviceControl: {
      ...{ state: 'not-read', reason: 'The backend may not list policies.' },
      missingPermission: 'organizations:ListPolicies',
    },
  },
);

it.each<[string, Parameters<typeof controlsOf>, string[]]>([
  ['SCPs and RCPs that were read', [own(READ), send(QUEUE)], ['read', 'read']],
  [
    'RCPs of the role account if no resource is given',
    [own(READ)],
    [
      'read',
      'read Those of account 111122223333 were applied: resources of other accounts have RCPs of their own.',
    ],
  ],
  [
    'a role account without organization data',
    [{}, send(QUEUE)],
    [
      'not-read SCPs of account 111122223333 were not read.',
      'not-read RCPs of account 111122223333 were not read.',
    ],
  ],
  [
    'a missing permission to list policies',
    [own(REFUSED), send(QUEUE)],
    [
      'not-read The backend may not list policies. Missing permission: organizations:ListPolicies.',
      'read',
    ],
  ],
  [
    'the management account',
    [own(ABSENT), send(QUEUE)],
    [
      'absent It is the management account.',
      'absent It is the management account.',
    ],
  ],
  [
    'RCPs of the account that owns the resource',
    [{ ...own(ABSENT), '444455556666': READ }, send(ELSEWHERE)],
    ['absent It is the management account.', 'read'],
  ],
  [
    'a resource owner without organization data',
    [own(READ), send(ELSEWHERE)],
    ['read', 'not-read RCPs of account 444455556666 were not read.'],
  ],
  [
    'a resource owner that the ARN does not name',
    [own(READ), send('arn:aws:s3:::orders/key', 's3:GetObject')],
    [
      'read',
      'not-read The ARN does not say which account owns the resource. Those of account 111122223333 were applied, which has the role.',
    ],
  ],
  [
    'a service without RCPs',
    [own(READ), send('arn:aws:sns:eu-west-1:444455556666:t', 'sns:Publish')],
    ['read', 'absent RCPs do not apply to sns.'],
  ],
  [
    'a service-linked role',
    [
      own(READ),
      send(QUEUE),
      'arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS',
    ],
    [
      'absent SCPs do not apply to service-linked roles.',
      'absent RCPs do not apply to service-linked roles.',
    ],
  ],
])('report how layers were read: %s', (_, question, expected) => {
  expect(readings(controlsOf(...question))).toEqual(expected);
});

it('have one list for each level, and each policy names its level', () => {
  const keep = organizationPolicy('keep', DENY);
  const { serviceControlPolicies = [] } = controlsOf(
    own(organizationWith({ scps: { workloads: [keep] } })),
  );
  expect(
    serviceControlPolicies.map(list =>
      list.map(({ name, level }) => `${name} of ${level}`),
    ),
  ).toEqual([
    ['FullAWSAccess of the root'],
    ['FullAWSAccess of OU workloads', 'keep of OU workloads'],
    ['FullAWSAccess of account 111122223333'],
  ]);
});

it('allow what no RCP denies when a level has only a Deny policy', () => {
  const keep = organizationPolicy('keep', { ...DENY, Principal: '*' });
  const organization = organizationWith(
    {},
    {
      resourceControl: {
        state: 'read',
        levels: [
          { ...{ kind: 'root', id: 'r-ab12', name: 'Root' }, policies: [keep] },
        ],
      },
    },
  );
  const { resourceControlPolicies } = controlsOf(own(organization));
  const decide = (action: string, resource: string) =>
    evaluate({
      ...{ action, resource, resourceControlPolicies },
      principal: { kind: 'role', arn: ROLE },
      identityPolicies: [
        {
          name: 'all',
          document: {
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
          },
        },
      ],
    }).decision;
  expect(decide('sqs:SendMessage', QUEUE)).toBe('ExplicitlyDenied');
  expect(decide('s3:GetObject', 'arn:aws:s3:::orders/a')).toBe('Allowed');
});

it('are reported as not read but still deny when another document is invalid', () => {
  const broken = { ...FULL_SCP, name: 'broken', document: '{' };
  const organization = organizationWith({
    scps: { root: [organizationPolicy('keep', DENY)], account: [broken] },
  });
  const controls = controlsOf(own(organization), send(QUEUE));
  expect(readings(controls)[0]).toMatch(
    /^not-read Policy broken attached to account 111122223333 is not a valid document: /,
  );
  expect(controls.serviceControlPolicies?.[0].map(({ name }) => name)).toEqual([
    ...['FullAWSAccess', 'keep', ''],
  ]);
});

it('add the condition keys of the organization', () => {
  const both = { ...own(READ), '444455556666': READ };
  expect(controlsOf(both, send(ELSEWHERE)).context).toEqual({
    'aws:PrincipalAccount': '111122223333',
    'aws:PrincipalArn': ROLE,
    'aws:PrincipalOrgID': 'o-company99',
    'aws:PrincipalOrgPaths': ['o-company99/r-ab12/ou-ab12-1/'],
    'aws:ResourceOrgID': 'o-company99',
    'aws:ResourceOrgPaths': ['o-company99/r-ab12/ou-ab12-1/'],
  });
});

it.each([
  ['aws:PrincipalArn', true],
  ['aws:PrincipalTag/team', true],
  ['aws:PrincipalOrgID', false],
  ['aws:RequestedRegion', false],
])('depend on the role through %s: %s', (key, expected) => {
  const Condition = { StringNotLike: { [key]: 'x' } };
  const rule = organizationPolicy('rule', { ...DENY, Condition });
  const organization = organizationWith({ rcps: { root: [rule] } });
  expect(controlsOf(own(organization), send(QUEUE)).dependsOnRole).toBe(
    expected,
  );
});
