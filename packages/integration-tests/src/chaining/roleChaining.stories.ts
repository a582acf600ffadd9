import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import type { CheckResult, Verification } from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

const A = '111122223333';
const B = '444455556666';
const REPORTS = `arn:aws:iam::${B}:role/shared/reports`;
const assume = (resource: string) => ({
  service: 'sts',
  access: 'assume-role',
  resource,
});
const trusting = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

describe('a role that may assume a role in another account', () => {
  let host: TestHost;
  let id: string;
  let roleArn: string;

  /** Adds a role in account B that only Lambda can assume. */
  const addShared = (name: string) => {
    const { roles } = host.sandbox.world.accounts.get(B)!;
    const [model] = roles.values();
    const role = {
      ...model,
      id: `AROA${name.toUpperCase()}`.padEnd(21, '0'),
      name,
      path: '/shared/',
      arn: `arn:aws:iam::${B}:role/shared/${name}`,
      trustPolicy: trusting({
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
      attachedPolicyArns: [],
      inlinePolicies: new Map(),
      tags: [],
    };
    roles.set(name, role);
    return role;
  };
  const reports = () =>
    host.sandbox.world.accounts.get(B)!.roles.get('reports')!;
  const verify = async (): Promise<Verification> =>
    (await host.post(`/service-accounts/${id}/verifications`, { live: false }))
      .body;
  const assumedRoles = ({ checks }: Verification): CheckResult =>
    checks.find(check => check.id === 'assumed-roles')!;

  beforeAll(async () => {
    host = await startTestHost({
      irsa: {
        namespaceRules: [
          namespaceRule(['group:default/team'], { accounts: [A, B] }),
        ],
        guardrails: {
          deniedActions: ['iam:*', 'sts:AssumeRole'],
          assumableRoles: [`arn:aws:iam::${B}:role/shared/*`],
        },
      },
    });
    addShared('reports');
  });
  afterAll(() => host?.stop());

  it.each([
    ['another role in the target account', `arn:aws:iam::${B}:role/admin`],
    ['a role of the cluster’s account', `arn:aws:iam::${A}:role/admin`],
    [
      'a role in an unknown account',
      'arn:aws:iam::999999999999:role/shared/reports',
    ],
    ['any role', '*'],
    ['any role under a path', `arn:aws:iam::${B}:role/shared/*`],
  ])('is not allowed to assume %s', async (_, resource) => {
    const { body } = await host.post('/plans', {
      spec: specOf({ name: 'attack', grants: [assume(resource)] }),
    });
    expect(body.violations).toContainEqual(
      expect.objectContaining({ field: 'grants[0].resource' }),
    );
  });

  it.each([['sts:AssumeRole'], ['sts:*'], ['sts:Assume?ole']])(
    'is not allowed to by a document with %s',
    async action => {
      const { body } = await host.post('/plans', {
        spec: specOf({
          name: 'attack',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: action, Resource: REPORTS }],
          },
        }),
      });
      expect(body.violations).toContainEqual(
        expect.objectContaining({
          field: 'policyDocument',
          rule: 'denied-actions',
        }),
      );
    },
  );

  it('is reported as broken on the other side, with a fix for that side', async () => {
    const { status, body } = await host.put(
      specOf({ name: 'chained', grants: [assume(REPORTS)] }),
    );
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    ({ id, roleArn } = body.serviceAccount);
    expect(body.verification.status).toBe('broken');
    const failing = body.verification.checks.filter(
      ({ result }: CheckResult) => result === 'fail',
    );
    expect(failing).toMatchObject([
      {
        id: 'assumed-roles',
        link: 'permissions',
        remediation: expect.stringContaining(
          `In account ${B}, change the trust policy of role`,
        ),
        commands: [
          expect.stringContaining(
            'aws iam update-assume-role-policy --role-name reports ',
          ),
        ],
      },
    ]);
    reports().trustPolicy = failing[0].diff.after;
    const resolved = await verify();
    expect(resolved.status).toBe('verified');
    expect(assumedRoles(resolved).message).toContain(REPORTS);
    expect(reports().trustPolicy).toContain('lambda.amazonaws.com');
  });

  it("can assume it from a pod's token on, and no other role can", async () => {
    const { status } = await coreOf(
      host.kubeconfig,
    ).createNamespacedServiceAccountToken({
      namespace: 'production',
      name: 'chained',
      body: {
        spec: { audiences: ['sts.amazonaws.com'], expirationSeconds: 600 },
      },
    });
    const options = {
      region: 'eu-west-1',
      endpoint: host.sandbox.awsEndpoint,
    };
    const anonymous = new STSClient(options);
    const { Credentials: own } = await anonymous.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn,
        RoleSessionName: 'pod',
        WebIdentityToken: status?.token,
      }),
    );
    const chain = async (credentials: {
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
    }) => {
      const answer = await new STSClient({ ...options, credentials }).send(
        new AssumeRoleCommand({ RoleArn: REPORTS, RoleSessionName: 'chain' }),
      );
      return answer.AssumedRoleUser?.Arn;
    };
    expect(
      await chain({
        accessKeyId: own!.AccessKeyId!,
        secretAccessKey: own!.SecretAccessKey!,
        sessionToken: own!.SessionToken,
      }),
    ).toBe(`arn:aws:sts::${B}:assumed-role/reports/chain`);
    await expect(
      chain(host.sandbox.administrators.get(A)!),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('has an unknown result if an external ID is required, and does not reveal the ID', async () => {
    reports().trustPolicy = trusting({
      Effect: 'Allow',
      Principal: { AWS: roleArn },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'agreed-secret' } },
    });
    const verification = await verify();
    expect(assumedRoles(verification)).toMatchObject({
      result: 'unknown',
      message: expect.stringContaining('sts:ExternalId'),
    });
    expect(verification.status).toBe('verified');
    expect(JSON.stringify(assumedRoles(verification))).not.toContain(
      'agreed-secret',
    );
  });

  it('is broken if the other role no longer exists', async () => {
    host.sandbox.world.accounts.get(B)!.roles.delete('reports');
    const verification = await verify();
    expect(assumedRoles(verification)).toMatchObject({
      result: 'fail',
      message: expect.stringContaining('does not exist'),
    });
    expect(verification.status).toBe('broken');
  });

  it('is verified on both sides as the target role of an association', async () => {
    const target = addShared('target');
    target.inlinePolicies.set(
      'own',
      trusting({ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' }),
    );
    const { body } = await host.put(
      specOf({
        name: 'targeted',
        mechanism: 'pod-identity',
        grants: [assume(target.arn)],
      }),
    );
    ({ id } = body.serviceAccount);
    const { podIdentityAssociations } =
      host.sandbox.world.clusters.get('prod-eu')!;
    const association = [...podIdentityAssociations.values()].find(
      ({ serviceAccount }) => serviceAccount === 'targeted',
    )!;
    association.targetRoleArn = target.arn;
    const broken = await verify();
    const failing = broken.checks.filter(({ result }) => result === 'fail');
    expect(failing).toMatchObject([
      {
        id: 'target-role',
        link: 'trust-policy',
        remediation: expect.stringContaining(
          `In account ${B}, change the trust policy of role`,
        ),
      },
    ]);
    target.trustPolicy = failing[0].diff!.after;
    const resolved = await verify();
    expect(resolved.status).toBe('verified');
    expect(resolved.checks).toContainEqual(
      expect.objectContaining({ id: 'target-role', result: 'pass' }),
    );
    expect(assumedRoles(resolved)).toBeUndefined();
  });
});
