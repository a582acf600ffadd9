import {
  AttachRolePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { IamRole } from '@backstage-irsa/sandbox';
import type { TestHost } from '../__testUtils__/host';
import {
  BOUNDARY,
  policyFile,
  PROD,
  iamFiles,
} from '../__testUtils__/iam/files';
import { KEYS, startWith } from '../__testUtils__/iam/identity';
import { addPolicy } from '../__testUtils__/iam/objects';
import { statementsOf } from '../__testUtils__/iam/permissions';
import { specOf } from '../__testUtils__/core';

const LIMITS = ['iam-policy.always-boundary.json', 'iam-policy.limits.json'];
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const ANYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${PROD}:root` },
      Action: 'sts:AssumeRole',
    },
  ],
});
const OURS = [{ Key: 'backstage-irsa.dev/managed-by', Value: 'backstage' }];

describe('a caller with the keys of the backend', () => {
  let host: TestHost;
  let iam: IAMClient;
  let own: IamRole;
  let foreign: IamRole;
  const account = () => host.sandbox.world.accounts.get(PROD)!;

  beforeAll(async () => {
    // Every permission, and the limits.
    host = await startWith(
      iamFiles().filter(
        file =>
          !['scp.json', 'validating-admission-policy.yaml'].includes(file),
      ),
      { irsa: { guardrails: { permissionsBoundaries: { [PROD]: BOUNDARY } } } },
    );
    iam = new IAMClient({
      endpoint: host.sandbox.awsEndpoint,
      region: 'eu-west-1',
      credentials: KEYS,
    });
    [foreign] = account().roles.values();
    const { body } = await host.put(specOf());
    const { roleArn } = body.serviceAccount;
    own = [...account().roles.values()].find(({ arn }) => arn === roleArn)!;
  });
  afterAll(() => host?.stop());

  const newRole = {
    RoleName: 'new',
    Path: '/irsa/',
    AssumeRolePolicyDocument: TRUST,
    Tags: OURS,
    PermissionsBoundary: BOUNDARY,
  };
  const named = (name: string) => ({ RoleName: name });
  const ATTEMPTS: [string, () => Promise<unknown>][] = [
    [
      'cannot create a role outside the role path',
      () => iam.send(new CreateRoleCommand({ ...newRole, Path: '/' })),
    ],
    [
      'cannot create a role without the Backstage tag',
      () => iam.send(new CreateRoleCommand({ ...newRole, Tags: [] })),
    ],
    [
      'cannot create a role without the permissions boundary',
      () =>
        iam.send(
          new CreateRoleCommand({ ...newRole, PermissionsBoundary: undefined }),
        ),
    ],
    [
      'cannot change the trust policy of a role that Backstage does not manage',
      () =>
        iam.send(
          new UpdateAssumeRolePolicyCommand({
            ...named(foreign.name),
            PolicyDocument: TRUST,
          }),
        ),
    ],
    [
      'cannot add the consent to adopt a role that Backstage does not manage',
      () =>
        iam.send(
          new TagRoleCommand({
            ...named(foreign.name),
            Tags: [
              ...OURS,
              { Key: 'backstage-irsa.dev/adopt', Value: 'allowed' },
            ],
          }),
        ),
    ],
    [
      'cannot delete a role that Backstage does not manage',
      () => iam.send(new DeleteRoleCommand(named(foreign.name))),
    ],
    [
      'cannot attach a managed policy that is not listed',
      () =>
        iam.send(
          new AttachRolePolicyCommand({
            ...named(own.name),
            PolicyArn: ADMINISTRATOR,
          }),
        ),
    ],
    [
      'cannot set another permissions boundary on a role',
      () =>
        iam.send(
          new PutRolePermissionsBoundaryCommand({
            ...named(own.name),
            PermissionsBoundary: ADMINISTRATOR,
          }),
        ),
    ],
    [
      'cannot remove the permissions boundary of a role',
      () => iam.send(new DeleteRolePermissionsBoundaryCommand(named(own.name))),
    ],
    [
      'cannot change the policy of the permissions boundary',
      () =>
        iam.send(
          new CreatePolicyVersionCommand({
            PolicyArn: BOUNDARY,
            PolicyDocument: ANYTHING,
            SetAsDefault: true,
          }),
        ),
    ],
  ];

  it.each(ATTEMPTS)('%s', async (_, attempt) => {
    await expect(attempt()).rejects.toMatchObject({
      name: expect.stringMatching(/^AccessDenied/),
    });
  });

  it('cannot grant permissions to a role that has lost its boundary', async () => {
    delete own.permissionsBoundaryArn;
    const give = new PutRolePolicyCommand({
      ...named(own.name),
      PolicyName: 'more',
      PolicyDocument: ANYTHING,
    });
    await expect(iam.send(give)).rejects.toMatchObject({
      name: expect.stringMatching(/^AccessDenied/),
    });
    const { status } = await host.put(specOf());
    expect([status, own.permissionsBoundaryArn]).toEqual([200, BOUNDARY]);
    await iam.send(give);
  });

  const tagOwn = (Key: string, Value: string) =>
    iam.send(
      new TagRoleCommand({ ...named(own.name), Tags: [{ Key, Value }] }),
    );

  /** For each statement, a call that only this statement denies to an attacker who has every other permission. */
  const LIMITED: Record<string, () => Promise<unknown>> = {
    NoRoleWithoutBoundary: () =>
      iam.send(
        new CreateRoleCommand({ ...newRole, PermissionsBoundary: undefined }),
      ),
    NoRemovalOfBoundaries: () =>
      iam.send(new DeleteRolePermissionsBoundaryCommand(named(own.name))),
    NoChangeOfTheBoundary: () =>
      iam.send(new TagPolicyCommand({ PolicyArn: BOUNDARY, Tags: OURS })),
    NoChangeOfItself: () =>
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          ...named('backstage-irsa-token-requester'),
          PolicyDocument: TRUST,
        }),
      ),
    NoPolicyBeyondThePath: () =>
      iam.send(
        new CreatePolicyVersionCommand({
          PolicyArn: `arn:aws:iam::${PROD}:policy/irsa-x/other`,
          PolicyDocument: ANYTHING,
        }),
      ),
    NoConsent: () => tagOwn('backstage-irsa.dev/adopt', 'v1:abc:1800000000'),
    NoOtherManager: () => tagOwn(OURS[0].Key, 'others'),
    KeepOurTags: () =>
      iam.send(
        new UntagRoleCommand({
          ...named(own.name),
          TagKeys: [OURS[0].Key.toUpperCase()],
        }),
      ),
  };

  it.each(
    LIMITS.flatMap(file =>
      statementsOf(policyFile(file)).map(({ Sid = '' }) => [Sid, file]),
    ),
  )(
    'is limited by %s (%s), regardless of its other policies',
    async (sid, file) => {
      addPolicy(account(), {
        name: 'other',
        path: '/irsa-x/',
        tags: [],
        versions: 1,
      });
      const { tags } = own;
      const { inlinePolicies } = account().users.get('backstage')!;
      inlinePolicies.set('anything', JSON.parse(ANYTHING));
      await expect(LIMITED[sid]()).rejects.toMatchObject({
        message: expect.stringContaining('explicit deny'),
      });
      const limits = policyFile(file);
      const others = statementsOf(limits).filter(({ Sid }) => Sid !== sid);
      inlinePolicies.set(file, { ...limits, Statement: others });
      // Both files protect the boundary.
      if (sid === 'NoChangeOfTheBoundary') inlinePolicies.delete(LIMITS[1]);
      try {
        await LIMITED[sid]();
      } finally {
        LIMITS.forEach(each => inlinePolicies.set(each, policyFile(each)));
        inlinePolicies.delete('anything');
        own.tags = tags;
      }
    },
  );
});
