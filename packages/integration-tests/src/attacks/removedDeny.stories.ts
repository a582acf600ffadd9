import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { componentOf, specOf } from '../__testUtils__/core';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { addPolicy } from '../__testUtils__/iam/objects';

const PROD = '111122223333';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const DENY_ALL = `arn:aws:iam::${PROD}:policy/platform/deny-all`;
const SOME = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';

const denying = (more: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', ...more }],
});
const DENY = denying({ Action: '*', Resource: '*' });
const QUEUES = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
};

type Asked = Partial<IamServiceAccountSpec>;

/** A Deny blocks permissions that another policy allows. Without it, the role would have permissions that nobody is allowed to get. */
describe('a Deny that keeps a role within the guardrails', () => {
  let host: TestHost;
  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const roleOf = (name: string) =>
    [...account().roles.values()].find(role =>
      role.name.startsWith(`${name}-`),
    )!;
  const put = (name: string, change: Asked) =>
    host.put(
      specOf({ name, entityRef: `component:default/${name}`, ...change }),
    );

  beforeAll(async () => {
    host = await startTestHost({
      entities: () =>
        ['denied', 'less'].map(name => componentOf(name, 'group:default/team')),
      irsa: {
        guardrails: {
          allow: ['inline-documents', 'managed-policies', 'no-boundary'],
          deniedWildcards: { services: ['*'] },
          maximumPermissions: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
              // No bucket can have such a name.
              { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::$*' },
            ],
          },
        },
      },
    });
    const policy = addPolicy(account(), {
      ...{ name: 'deny-all', path: '/platform/', tags: [], versions: 1 },
    });
    policy.versions[0].document = JSON.stringify(DENY);
  });
  afterAll(() => host?.stop());

  const grants: Asked['grants'] = [];
  const managedPolicyArns = [ADMIN];
  it.each<[string, Asked, Asked]>([
    [
      'by a request without the policy document',
      { managedPolicyArns, policyDocument: DENY },
      { managedPolicyArns },
    ],
    [
      'by a request with only one of two managed policies',
      { managedPolicyArns: [ADMIN, DENY_ALL] },
      { managedPolicyArns },
    ],
    [
      'by a policy document without one of its two statements',
      {
        managedPolicyArns,
        policyDocument: {
          ...QUEUES,
          Statement: [...QUEUES.Statement, ...DENY.Statement],
        },
      },
      { managedPolicyArns, policyDocument: QUEUES },
    ],
    [
      'by adding a condition to it',
      { managedPolicyArns, policyDocument: DENY },
      {
        managedPolicyArns,
        policyDocument: denying({
          ...{ Action: '*', Resource: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      },
    ],
    [
      'by excluding actions from it with NotAction',
      { managedPolicyArns, policyDocument: DENY },
      {
        managedPolicyArns,
        policyDocument: denying({ NotAction: 'iam:*', Resource: '*' }),
      },
    ],
  ])('is not removed %s', async (_, first, second) => {
    const made = await put('denied', { grants, ...first });
    expect([made.status, made.body.error?.message]).toEqual([200, undefined]);
    const role = roleOf('denied');
    const before = [role.attachedPolicyArns, [...role.inlinePolicies]];
    const less = await put('denied', { grants, ...second });
    expect([less.status, less.body.error.name]).toEqual([400, 'InputError']);
    expect([role.attachedPolicyArns, [...role.inlinePolicies]]).toEqual(before);
    // The Deny can be removed together with the permissions that it blocked.
    expect((await put('denied', { grants })).status).toBe(200);
  });

  it('is checked with the variables that a document gets with another version', async () => {
    const policyDocument = {
      Version: '2008-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'] },
          Resource: 'arn:aws:s3:::${aws:PrincipalTag/x}/*',
        },
      ],
    };
    const asked = { grants, tags: { x: 'ledger' } };
    const text = await put('denied', { ...asked, policyDocument });
    expect([text.status, text.body.error?.message]).toEqual([200, undefined]);
    const variable = await put('denied', {
      ...asked,
      policyDocument: { ...policyDocument, Version: '2012-10-17' },
    });
    expect([variable.status, variable.body.error.message]).toEqual([
      400,
      expect.stringContaining('[maximum-permissions]'),
    ]);
  });

  it('does not block a change that only removes permissions', async () => {
    const first = { managedPolicyArns: [ADMIN, SOME], policyDocument: DENY };
    expect((await put('less', { grants, ...first })).status).toBe(200);
    const less = await put('less', {
      ...{ grants, ...first, managedPolicyArns: [SOME] },
    });
    expect([less.status, less.body.error?.message]).toEqual([200, undefined]);
    expect(roleOf('less').attachedPolicyArns).toEqual([SOME]);
  });
});
