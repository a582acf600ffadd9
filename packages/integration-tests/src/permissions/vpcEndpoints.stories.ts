import {
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccount,
  type PermissionEntry,
  type SimulationResult,
} from '@backstage-irsa/core/model';
import type { VpcEndpoint } from '@backstage-irsa/sandbox';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf } from '../__testUtils__/core';

const PROD = '111122223333';
const STAGING = '444455556666';
const REGION = 'eu-west-1';
const BUCKET = 'orders-uploads';
const OBJECT = `arn:aws:s3:::${BUCKET}/a`;
const READS = `s3:GetObject on ${OBJECT}`;

const everyone = { Effect: 'Allow', Principal: '*', Action: 's3:*' };
const anything = { ...everyone, Resource: '*' };
const others = { ...everyone, Resource: 'arn:aws:s3:::others/*' };

describe('the policies of the VPC endpoints of a cluster', () => {
  let host: TestHost;
  let account: IamServiceAccount;
  let read: () => Promise<string>;
  let clock: jest.SpyInstance;
  let now = Date.now();

  const vpc = () => host.sandbox.world.clusters.get('prod-eu')!.vpc;
  const endpoint = (
    change: Partial<VpcEndpoint>,
    ...Statement: object[]
  ): VpcEndpoint => ({
    ...{ id: 'vpce-0a', type: 'Gateway', state: 'available' },
    serviceName: `com.amazonaws.${REGION}.s3`,
    routeTableIds: ['rtb-0a'],
    policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    createdAt: new Date(),
    ...change,
  });
  const administrator = () =>
    host.sandbox.world.accounts.get(PROD)!.users.get('administrator')!;
  const askAgain = async (request: object = {}) => {
    const requests = [{ action: 's3:GetObject', resource: OBJECT, ...request }];
    const { status, body } = await host.post(
      `/service-accounts/${account.id}/simulations`,
      { requests },
    );
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return body.results[0];
  };
  /** Asks after the cached data has expired. */
  const ask = async (request: object = {}): Promise<SimulationResult> => {
    now += 61_000;
    clock.mockReturnValue(now);
    return askAgain(request);
  };
  const layerOf = ({ layers }: Pick<SimulationResult, 'layers'>) =>
    layers.find(({ layer }) => layer === 'vpc-endpoint');

  beforeAll(async () => {
    host = await startTestHost({
      irsa: {},
      entities: () => [
        componentOf('orders', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/production/orders-api',
        }),
      ],
    });
    const { roles, ...prod } = host.sandbox.world.accounts.get(PROD)!;
    prod.serviceControlPolicies.splice(0);
    const role = [...roles.values()].find(({ name }) =>
      name.startsWith('orders-api-irsa-'),
    )!;
    role.inlinePolicies.set(
      'reads',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: OBJECT,
        },
      }),
    );
    const { body } = await host.post(
      '/entities/component/default/orders/verifications',
      {},
    );
    [account] = body.items;
    read = await readerOf(account);
  });
  beforeEach(() => {
    clock = jest.spyOn(Date, 'now').mockReturnValue(now);
  });
  afterEach(() => {
    clock.mockRestore();
    Object.assign(vpc(), { endpoints: [], ownerId: PROD });
    administrator().inlinePolicies.delete('denied');
  });
  afterAll(() => host?.stop());

  /** Reads an object with the credentials of a pod. Returns the response of S3. */
  async function readerOf({ namespace, name, roleArn }: IamServiceAccount) {
    const at = { region: REGION, endpoint: host.sandbox.awsEndpoint };
    const [keys] = [...host.sandbox.administrators.values()];
    const object = { Bucket: BUCKET, Key: 'a' };
    await new S3Client({
      ...{ ...at, forcePathStyle: true },
      credentials: keys,
    }).send(new PutObjectCommand({ ...object, Body: 'a' }));
    const { status } = await coreOf(
      host.kubeconfig,
    ).createNamespacedServiceAccountToken({
      ...{ namespace, name },
      body: {
        spec: { audiences: ['sts.amazonaws.com'], expirationSeconds: 3600 },
      },
    });
    const { Credentials: own } = await new STSClient(at).send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn!,
        RoleSessionName: 'pod',
        WebIdentityToken: status?.token,
      }),
    );
    const s3 = new S3Client({
      ...{ ...at, forcePathStyle: true },
      credentials: {
        accessKeyId: own!.AccessKeyId!,
        secretAccessKey: own!.SecretAccessKey!,
        sessionToken: own!.SessionToken,
      },
    });
    return async () => {
      try {
        await s3.send(new GetObjectCommand(object));
        return 'read';
      } catch (error) {
        return String(error);
      }
    };
  }

  it('are absent if the VPC has no endpoint for the service', async () => {
    vpc().endpoints = [
      endpoint({ serviceName: `com.amazonaws.${REGION}.sqs` }, others),
    ];
    expect(layerOf(await ask())).toEqual({
      ...{ layer: 'vpc-endpoint', state: 'absent' },
      reason: `VPC ${vpc().id} has no endpoint for s3.`,
    });
    expect(await read()).toBe('read');
  });

  it('allow what they permit, like S3', async () => {
    vpc().endpoints = [endpoint({}, anything)];
    const result = await ask();
    expect(result.decision).toBe('Allowed');
    expect(layerOf(result)?.state).toBe('read');
    expect(result.layerDecisions).toContainEqual({
      ...{ layer: 'vpc-endpoint', level: 'vpce-0a', state: 'read' },
      ...{ decision: 'Allowed', policies: [] },
      reason: expect.stringContaining('to other regions'),
    });
    expect(await read()).toBe('read');
  });

  it('deny what they do not allow, and are named', async () => {
    vpc().endpoints = [endpoint({}, others)];
    const result = await ask();
    expect(result.summary).toBe(
      `Denied: the role's own policies allow it. No VPC endpoint policy attached to vpce-0a allows ${READS}. Calls from subnets without a route to it and to other regions do not go through vpce-0a.`,
    );
    expect(result.blockedBy).toEqual([
      expect.objectContaining({ layer: 'vpc-endpoint', level: 'vpce-0a' }),
    ]);
    expect(await read()).toContain('no VPC endpoint policy allows');

    vpc().endpoints = [
      endpoint({}, anything, { ...anything, Effect: 'Deny', Sid: 'Closed' }),
    ];
    expect((await ask()).blockedBy).toEqual([
      expect.objectContaining({
        ...{ layer: 'vpc-endpoint', level: 'vpce-0a' },
        ...{ statement: 1, sid: 'Closed' },
      }),
    ]);
    expect(await read()).toContain('explicit deny in a VPC endpoint policy');
  });

  it('have an unknown result if several endpoints decide differently', async () => {
    vpc().endpoints = [
      endpoint({}, others),
      endpoint(
        { id: 'vpce-0b', type: 'Interface', privateDns: true },
        anything,
      ),
    ];
    const result = await ask();
    expect(result.summary).toMatch(/^Unknown: .*vpce-0a and vpce-0b serve/);
    expect([result.decision, layerOf(result)?.state]).toEqual([
      'ImplicitlyDenied',
      'not-read',
    ]);
  });

  it('are part of the permissions of a role, as last read', async () => {
    const permissions = async () => {
      const { body } = await host.get(
        `/service-accounts/${account.id}/permissions`,
      );
      const entries: PermissionEntry[] = body.services
        .flatMap(({ levels }: { levels: object[] }) => levels)
        .flatMap(({ entries: all }: { entries: object[] }) => all);
      return {
        layer: layerOf(body),
        states: [...new Set(entries.map(({ state }) => state))],
        blockers: entries.map(({ blockedByLayer, blockedByLevel }) =>
          [blockedByLayer, blockedByLevel].join(' '),
        ),
      };
    };
    await ask();
    const open = await permissions();
    expect(open.layer?.state).toBe('absent');
    expect(open.states).not.toContain('blocked');

    vpc().endpoints = [endpoint({}, others)];
    await ask();
    const closed = await permissions();
    expect(closed.layer?.state).toBe('read');
    expect(closed.states).toEqual(['blocked']);
    expect(new Set(closed.blockers)).toEqual(new Set(['vpc-endpoint vpce-0a']));
  });

  it('confirm the suspicion of a diagnosis', async () => {
    vpc().endpoints = [endpoint({}, others)];
    now += 61_000;
    clock.mockReturnValue(now);
    const { body } = await host.post(
      `/service-accounts/${account.id}/diagnoses`,
      {
        text: `User: arn:aws:sts::${PROD}:assumed-role/${account
          .roleArn!.split('/')
          .pop()}/pod is not authorized to perform: s3:GetObject on resource: "${OBJECT}" because no VPC endpoint policy allows the s3:GetObject action`,
      },
    );
    expect(body.candidates[0]).toMatchObject({
      ...{ fault: 'organization-denies', state: 'confirmed' },
      reason: expect.stringContaining('attached to vpce-0a'),
      remediation: expect.stringContaining(
        'the policy of VPC endpoint vpce-0a',
      ),
    });
  });

  it.each(['ec2:DescribeVpcs', 'ec2:DescribeVpcEndpoints'])(
    'are not read without %s, which is named',
    async right => {
      vpc().endpoints = [endpoint({}, others)];
      administrator().inlinePolicies.set('denied', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: right, Resource: '*' }],
      });
      const result = await ask();
      expect(layerOf(result)).toEqual({
        ...{ layer: 'vpc-endpoint', state: 'not-read' },
        reason: `The backend may not call ${right}. AWS answered: with an explicit deny in an identity-based policy.`,
      });
      expect(result.summary).toMatch(
        /^Allowed by the role's policies; .*VPC endpoint policies not read/,
      );
    },
  );

  it('are read from the account that shares the VPC', async () => {
    vpc().endpoints = [endpoint({}, others)];
    vpc().ownerId = STAGING;
    expect((await ask()).decision).toBe('ImplicitlyDenied');

    vpc().ownerId = '777788889999';
    const result = await ask();
    expect(layerOf(result)).toMatchObject({
      ...{ layer: 'vpc-endpoint', state: 'not-read' },
      reason: expect.stringContaining('777788889999'),
    });
    expect(result.summary).toContain('VPC endpoint policies not read');
  });

  it('are read once for the requests of a minute', async () => {
    const calls = () =>
      host.sandbox.world.calls.all().filter(({ service }) => service === 'ec2')
        .length;
    const before = calls();
    await ask();
    await askAgain();
    await askAgain({ action: 's3:PutObject' });
    expect(calls() - before).toBe(2);
  });
});
