import type {
  IamServiceAccountSpec,
  RenderedFile,
  RenderFormat,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { DEFAULT_DENIED_ACTIONS } from '@backstage-irsa/core/planning';
import { specOf } from '../__testUtils__/core';

const PROD = '111122223333';
const BOUNDARY = `arn:aws:iam::${PROD}:policy/platform/service-boundary`;
const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
const inline = (Action: string, size = 0) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action,
      Resource: Array.from(
        { length: Math.ceil(size / 1024) || 1 },
        () => `arn:aws:s3:::uploads/${'x'.repeat(Math.min(size, 1024))}`,
      ),
    },
  ],
});
const FULL: Partial<IamServiceAccountSpec> = {
  managedPolicyArns: [READ_ONLY],
  policyDocument: inline('s3:GetObject'),
  tags: { team: 'uploads' },
  tokenExpirationSeconds: 3600,
  maxSessionDurationSeconds: 7200,
  audience: 'my-audience',
  stsRegionalEndpoints: false,
  roleName: 'uploads-role',
  rolePath: '/irsa/team/',
  accountId: PROD,
};

describe('a spec with all fields, within the guardrails', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await startTestHost({
      irsa: {
        guardrails: {
          permissionsBoundaries: { [PROD]: BOUNDARY },
          deniedActionExceptions: DEFAULT_DENIED_ACTIONS.filter(
            action => !action.startsWith('iam:'),
          ),
          audiences: ['sts.amazonaws.com', 'my-audience'],
        },
      },
    });
  });
  afterAll(() => host?.stop());

  const writesSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(call => call.write)
      .map(({ operation }) => operation);
  const role = () =>
    host.sandbox.world.accounts.get(PROD)!.roles.get('uploads-role')!;

  it('has a plan in terms of permissions', async () => {
    const spec = specOf({ ...FULL, managedPolicyArns: [] });
    const { status, body } = await host.post('/plans', { spec });
    expect(status).toBe(200);
    expect(body.violations).toEqual([]);
    expect(body.permissions.lost).toEqual([]);
    expect(body.permissions.gained).toContainEqual(
      expect.objectContaining({
        service: 's3',
        actions: ['s3:AbortMultipartUpload', 's3:PutObject'],
        resources: ['arn:aws:s3:::my-app-uploads/*'],
      }),
    );
    expect(body.trustPolicy.Version).toBe('2012-10-17');
    expect(body.permissionsPolicy.Statement).toHaveLength(2);
  });

  it('is created completely, with the boundary of the account', async () => {
    const { status, body } = await host.put(specOf(FULL));
    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(role()).toMatchObject({
      path: '/irsa/team/',
      maxSessionDurationSeconds: 7200,
      permissionsBoundaryArn: BOUNDARY,
    });
    expect(role().tags).toContainEqual({ key: 'team', value: 'uploads' });
    expect(role().attachedPolicyArns).toContain(READ_ONLY);
    expect(role().inlinePolicies.size).toBe(1);
    expect(body.verification.liveProof.result).toBe('proved');
    const again = host.sandbox.world.calls.count;
    expect((await host.put(specOf(FULL))).status).toBe(200);
    expect(writesSince(again)).toEqual([]);
  });

  it('removes what it no longer asks for, and keeps what others attached', async () => {
    const foreign = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';
    role().attachedPolicyArns.push(foreign);
    const { managedPolicyArns: _, policyDocument: __, ...rest } = FULL;
    const { body } = await host.post('/plans', { spec: specOf(rest) });
    expect(body.permissions.lost.length).toBeGreaterThan(0);
    const before = host.sandbox.world.calls.count;
    const { status } = await host.put(
      specOf({ ...rest, maxSessionDurationSeconds: 3600 }),
    );
    expect(status).toBe(200);
    expect(writesSince(before)).toEqual([
      'UpdateRole',
      'DeleteRolePolicy',
      'DetachRolePolicy',
    ]);
    expect(role().attachedPolicyArns).toContain(foreign);
    expect(role().attachedPolicyArns).not.toContain(READ_ONLY);
  });

  it('restores the boundary', async () => {
    role().permissionsBoundaryArn = undefined;
    const { managedPolicyArns: _, policyDocument: __, ...rest } = FULL;
    const before = host.sandbox.world.calls.count;
    await host.put(specOf({ ...rest, maxSessionDurationSeconds: 3600 }));
    expect(writesSince(before)).toEqual(['PutRolePermissionsBoundary']);
  });

  it.each<[string, Partial<IamServiceAccountSpec>, string]>([
    ['roleName', { roleName: 'r'.repeat(65) }, 'role-name-length'],
    ['rolePath', { rolePath: `/${'p'.repeat(511)}/` }, 'role-path-length'],
    ['rolePath', { rolePath: '/other/' }, 'role-path-below'],
    [
      'policyDocument',
      { policyDocument: inline('s3:GetObject', 10_240) },
      'inline-policy-size',
    ],
    [
      'managedPolicyArns',
      {
        managedPolicyArns: Array.from(
          { length: 10 },
          (_, at) => `arn:aws:iam::aws:policy/p${at}`,
        ),
      },
      'policy-exists',
    ],
    ['tags.k', { tags: { k: 'v'.repeat(257) } }, 'tag-value-length'],
    ['accountId', { accountId: '1' }, 'account-id'],
    ['accountId', { accountId: '999999999999' }, 'account-configured'],
    ['accountId', { accountId: '444455556666' }, 'account-owner'],
    [
      'permissionsBoundaryArn',
      { permissionsBoundaryArn: READ_ONLY },
      'permissions-boundary',
    ],
    [
      'policyDocument',
      { policyDocument: inline('iam:Pass?ole') },
      'denied-actions',
    ],
    [
      'managedPolicyArns',
      { managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      'denied-actions',
    ],
  ])(
    'is refused for %s by its rule, and nothing is written',
    async (field, change, rule) => {
      const before = host.sandbox.world.calls.count;
      const spec = specOf({ name: 'other', ...change });
      const { body: plan } = await host.post('/plans', { spec });
      expect(plan.violations).toContainEqual(
        expect.objectContaining({
          field: expect.stringContaining(field),
          rule,
        }),
      );
      const { status, body } = await host.put(spec);
      expect(status).toBe(400);
      expect(body.error.message).toContain(field);
      expect(writesSince(before)).toEqual([]);
    },
  );

  it('has files for buckets, queues, and tables on request', async () => {
    const grants = [{ service: 's3', access: 'read', resource: 'new-bucket' }];
    const spec = specOf({ name: 'creator', grants });
    const asked = (format: RenderFormat) =>
      host.post('/renderings', { spec, format, createResources: true });
    const { body } = await asked('crossplane');
    expect(body.violations).toEqual([]);
    const file = body.files.find(
      ({ path }: RenderedFile) => path === 's3_new-bucket.yaml',
    );
    expect(file.content).toContain('region: "eu-west-1"');
    expect((await asked('eksctl')).body).toMatchObject({
      files: [],
      violations: [{ field: 'createResources', rule: 'unsupported-by-format' }],
    });
  });
});
