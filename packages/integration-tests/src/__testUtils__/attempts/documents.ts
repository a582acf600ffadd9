import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import type { Attempt } from './types';

const ROLE = 'arn:aws:iam::111122223333:role/admin';
const AWS_OWN = 'arn:aws:iam::aws:policy';
const OURS = 'arn:aws:iam::111122223333:policy/irsa/orders-7f3a';

/** Returns the part of a spec that requests an inline document with one statement. */
export const inline = (statement: object): Partial<IamServiceAccountSpec> => ({
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Resource: '*', ...statement }],
  },
});

const power = (
  name: string,
  statement: object,
  rules: string[] = ['denied-actions'],
): Attempt => ({
  name,
  attack: 'power',
  spec: inline(statement),
  rules: rules.map(rule => `policyDocument ${rule}`),
});

const injection = (
  name: string,
  spec: Partial<IamServiceAccountSpec>,
  ...rules: string[]
): Attempt => ({ name, attack: 'injection', spec, rules });

/** Attempts that use the permissions of a role, or texts about it. */
export const documentAttempts: Attempt[] = [
  power('iam:PassRole', { Action: 'iam:PassRole', Resource: ROLE }),
  power('iam:Pass?ole', { Action: 'iam:Pass?ole', Resource: ROLE }),
  power('IAM:passrole', { Action: 'IAM:passrole', Resource: ROLE }),
  power('sts:AssumeRole on another role', {
    Action: 'sts:AssumeRole',
    Resource: ROLE,
  }),
  power('all actions except S3 by NotAction', { NotAction: 's3:*' }, [
    'denied-actions',
    'denied-wildcards',
  ]),
  power(
    'iam:PassRole by NotAction',
    { NotAction: 'iam:Get*', Resource: ROLE },
    ['denied-actions', 'denied-wildcards'],
  ),
  {
    name: 'every action by a managed policy',
    attack: 'power',
    spec: { managedPolicyArns: [`${AWS_OWN}/AdministratorAccess`] },
    rules: [
      'managedPolicyArns[0] denied-actions',
      'managedPolicyArns[0] denied-wildcards',
      'managedPolicyArns[0] maximum-permissions',
    ],
  },
  {
    name: 'a session policy with a role name that other services can share',
    attack: 'power',
    spec: {
      mechanism: 'pod-identity',
      roleName: 'untagged',
      sessionPolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
      },
    },
    rules: ['sessionPolicyDocument session-policy-shared'],
  },
  {
    name: 'the Backstage policy of another service',
    attack: 'versions',
    spec: { managedPolicyArns: [OURS] },
    rules: [
      'managedPolicyArns[0] policy-reserved',
      'managedPolicyArns[0] managed-policy-allowed',
    ],
  },
  {
    name: 'a policy of another account',
    attack: 'versions',
    spec: { managedPolicyArns: ['arn:aws:iam::999988887777:policy/x'] },
    rules: [
      'managedPolicyArns[0] policy-account',
      'managedPolicyArns[0] managed-policy-allowed',
    ],
  },
  {
    name: 'a permissions boundary under the Backstage path',
    attack: 'versions',
    spec: { permissionsBoundaryArn: OURS },
    rules: [
      'permissionsBoundaryArn policy-reserved',
      'permissionsBoundaryArn permissions-boundary',
    ],
  },
  ...['*', 'bucket/*', 'bu?ket', '${aws:username}', '../bucket'].map(resource =>
    injection(
      `a grant on ${resource}`,
      { grants: [{ service: 's3', access: 'read', resource }] },
      'grants[0].resource bucket-name',
    ),
  ),
  injection(
    'a role name that contains policy syntax',
    { roleName: 'a"}],"Effect":"Allow' },
    'roleName role-name',
  ),
  injection(
    'a role path that leads upward before the Backstage path',
    { rolePath: '/../irsa/' },
    'rolePath role-path',
    'rolePath role-path-below',
  ),
  injection(
    'a role path that leads out of the Backstage path',
    { rolePath: '/irsa/../' },
    'rolePath role-path',
  ),
  injection(
    'a tag key with the name of a JavaScript prototype property',
    { tags: { 'cost-center': '42', constructor: 'x' } },
    'tags.constructor tag-key',
  ),
  injection(
    'a tag key that contains HTML markup',
    { tags: { 'cost-center': '42', '<b>': 'x' } },
    'tags.<b> tag-key',
  ),
  injection(
    'a tag value with a line break',
    { tags: { 'cost-center': '42', note: 'a\n- b: c' } },
    'tags.note tag-value',
  ),
  injection(
    'a policy element that does not exist',
    inline({ Action: 's3:GetObject', Principals: '*' }),
    'policyDocument policy-document',
  ),
  injection(
    'an action of all services, which IAM rejects',
    inline({ Action: '*:GetObject' }),
    'policyDocument policy-document',
    'policyDocument maximum-permissions',
  ),
];
