import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import {
  CreateRoleCommand,
  IAMClient,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { jsonCaller, queryCaller } from '../aws/__testUtils__/call';
import { type Sandbox, startSandbox } from '../sandbox';
import { Disturbances } from './Disturbances';

describe('disturbances', () => {
  let directory: string;
  let sandbox: Sandbox;
  let core: CoreV1Api;

  const set = async (body: unknown) => {
    const answer = await fetch(
      `${sandbox.awsEndpoint}/__sandbox/disturbances`,
      { method: 'POST', body: JSON.stringify(body) },
    );
    return { status: answer.status, body: await answer.json() };
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandbox-'));
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
    const kubeconfig = new KubeConfig();
    kubeconfig.loadFromFile(join(directory, 'kubeconfig'));
    core = kubeconfig.makeApiClient(CoreV1Api);
  });

  beforeEach(async () => {
    await set({ latencyMs: 0, disturbances: [] });
  });

  afterAll(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });

  const config = () => {
    const keys = sandbox.administrators.get('111122223333');
    return {
      endpoint: sandbox.awsEndpoint,
      region: 'eu-west-1',
      maxAttempts: 1,
      forcePathStyle: true,
      credentials: {
        accessKeyId: keys?.accessKeyId ?? '',
        secretAccessKey: keys?.secretAccessKey ?? '',
      },
    };
  };

  const calls: Record<string, () => Promise<unknown>> = {
    iam: () => new IAMClient(config()).send(new ListRolesCommand({})),
    ec2: () => new EC2Client(config()).send(new DescribeInstancesCommand({})),
    eks: () => new EKSClient(config()).send(new ListClustersCommand({})),
    s3: () => new S3Client(config()).send(new ListBucketsCommand({})),
    sqs: () =>
      jsonCaller({
        ...{ endpoint: sandbox.awsEndpoint, service: 'sqs' },
        prefix: 'AmazonSQS',
      })(config().credentials, 'GetQueueUrl', { QueueName: 'orders' }),
    sns: () =>
      queryCaller({
        ...{ endpoint: sandbox.awsEndpoint, service: 'sns' },
        version: '2010-03-31',
      })(config().credentials, 'CreateTopic', { Name: 'disturbed' }),
  };

  it.each([
    ['iam', 'throttle', 'Throttling'],
    ['ec2', 'throttle', 'RequestLimitExceeded'],
    ['eks', 'throttle', 'ThrottlingException'],
    ['s3', 'throttle', 'SlowDown'],
    ['sqs', 'throttle', 'RequestThrottled'],
    ['sns', 'throttle', 'Throttled'],
    ['iam', 'fail', 'ServiceFailureException'],
    ['eks', 'fail', 'ServerException'],
    ['iam', 'conflict', 'ConcurrentModificationException'],
    ['iam', 'expired-credentials', 'ExpiredToken'],
    ['eks', 'expired-credentials', 'ExpiredTokenException'],
    ['s3', 'expired-credentials', 'ExpiredToken'],
    ['sqs', 'expired-credentials', 'ExpiredTokenException'],
    ['sns', 'expired-credentials', 'ExpiredToken'],
    ['ec2', 'expired-credentials', 'RequestExpired'],
    ['iam', 'wrong-clock', 'SignatureDoesNotMatch'],
    ['eks', 'wrong-clock', 'InvalidSignatureException'],
    ['s3', 'wrong-clock', 'RequestTimeTooSkewed'],
  ])('of %s by %s fail with %s', async (service, kind, name) => {
    await set({ disturbances: [{ kind, service, operation: '*' }] });
    await expect(calls[service]()).rejects.toMatchObject({ name });
    await set({ disturbances: [] });
    await calls[service]();
  });

  it('affect only the named operations, the given number of times', async () => {
    await set({
      disturbances: [
        {
          kind: 'throttle',
          service: 'iam',
          operation: 'List*',
          rate: 0.5,
          count: 2,
        },
      ],
    });
    const outcomes = [];
    for (let i = 0; i < 6; i++) {
      outcomes.push(
        await calls.iam().then(
          () => 'done',
          () => 'throttled',
        ),
      );
    }
    expect(outcomes).toEqual([
      'done',
      'throttled',
      'done',
      'throttled',
      'done',
      'done',
    ]);
    await calls.eks();
    const answer = await fetch(`${sandbox.awsEndpoint}/__sandbox/disturbances`);
    expect(await answer.json()).toMatchObject({ disturbances: [{ hits: 2 }] });
  });

  it('can be limited to one account or cluster', async () => {
    const throttle = { kind: 'throttle', service: 'iam', operation: '*' };
    const outcome = () =>
      calls.iam().then(
        () => 'done',
        () => 'throttled',
      );
    await set({ disturbances: [{ ...throttle, place: '444455556666' }] });
    expect(await outcome()).toBe('done');
    await set({ disturbances: [{ ...throttle, place: '111122223333' }] });
    expect(await outcome()).toBe('throttled');

    const lost = { kind: 'fail', service: 'kubernetes', operation: '*' };
    await set({ disturbances: [{ ...lost, place: 'staging-eu' }] });
    await core.listNamespace();
    await set({ disturbances: [{ ...lost, place: 'prod-eu' }] });
    await expect(core.listNamespace()).rejects.toMatchObject({ code: 500 });
  });

  it('spare the given number of calls each second', async () => {
    jest.useFakeTimers({ doNotFake: ['setTimeout'] });
    const disturbances = new Disturbances();
    const every = { service: '*', operation: '*' };
    disturbances.replace([{ kind: 'throttle', ...every, spared: 2 }]);
    const call = { service: 'iam', operation: 'ListRoles', place: undefined };
    const meet = () => disturbances.meet(call);
    const outcomes = [await meet(), await meet(), await meet()];
    jest.advanceTimersByTime(1_000);
    outcomes.push(await meet());
    jest.useRealTimers();
    expect(outcomes).toEqual([undefined, undefined, 'throttle', undefined]);
  });

  it('cut the response off after the work is done', async () => {
    await set({
      disturbances: [
        { kind: 'cut-off', service: 'iam', operation: 'CreateRole' },
      ],
    });
    const create = new CreateRoleCommand({
      RoleName: 'cut-off',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    });
    await expect(new IAMClient(config()).send(create)).rejects.toThrow(
      'socket hang up',
    );
    expect(
      sandbox.world.accounts.get('111122223333')?.roles.has('cut-off'),
    ).toBe(true);
  });

  it('break the connection in the middle of the response', async () => {
    await set({
      disturbances: [{ kind: 'break-off', service: '*', operation: '*' }],
    });
    await expect(calls.iam()).rejects.toThrow('aborted');
    await expect(core.listNamespace()).rejects.toMatchObject({
      name: 'TypeError',
      message: 'terminated',
    });
  });

  it('leave calls without a response', async () => {
    await set({
      disturbances: [{ kind: 'hang', service: '*', operation: '*' }],
    });
    const soon = () =>
      new Promise(resolve => setTimeout(() => resolve('nothing'), 200));
    const refused = () => 'refused';
    expect(
      await Promise.race([calls.iam().then(refused, refused), soon()]),
    ).toBe('nothing');
    expect(
      await Promise.race([core.listNamespace().catch(refused), soon()]),
    ).toBe('nothing');
  });

  it.each([
    ['throttle', 429],
    ['fail', 500],
    ['expired-credentials', 401],
    ['denied', 403],
    ['admission-policy', 422],
    ['conflict', 409],
  ])('of kind %s fail cluster requests with %s', async (kind, code) => {
    await set({
      disturbances: [{ kind, service: 'kubernetes', operation: 'list pods' }],
    });
    await expect(
      core.listPodForAllNamespaces({ limit: 1 }),
    ).rejects.toMatchObject({ code });
  });

  it('make a cluster forget the position of a list', async () => {
    await set({
      disturbances: [
        { kind: 'expired-list', service: 'kubernetes', operation: 'list *' },
      ],
    });
    const { metadata } = await core.listPodForAllNamespaces({ limit: 1 });
    await expect(
      core.listPodForAllNamespaces({
        limit: 1,
        _continue: metadata?._continue,
      }),
    ).rejects.toMatchObject({ code: 410 });
  });

  it('include clusters that are down or have an expired certificate', async () => {
    const [cluster] = sandbox.clusters;
    const causeOf = () =>
      core.listNamespace().then(
        () => 'none',
        error => error.cause.code,
      );
    await cluster.stop();
    expect(await causeOf()).toBe('ECONNREFUSED');
    await cluster.start();
    expect(await causeOf()).toBe('none');
    await cluster.certifyUntil(new Date(Date.now() - 60_000));
    expect(await causeOf()).toBe('CERT_HAS_EXPIRED');
    await cluster.certifyUntil(new Date(Date.now() + 60_000));
    expect(await causeOf()).toBe('none');
  });

  it('affect clusters too', async () => {
    const since = sandbox.world.calls.count;
    const by = (kind: string) =>
      set({
        disturbances: [{ kind, service: 'kubernetes', operation: 'list pods' }],
      });
    const list = () => core.listPodForAllNamespaces({ limit: 1 });
    await by('throttle');
    await expect(list()).rejects.toMatchObject({ code: 429 });
    await by('fail');
    await expect(list()).rejects.toMatchObject({ code: 500 });
    await by('cut-off');
    await expect(list()).rejects.toThrow('fetch failed');
    await core.listNamespace();
    const seen = sandbox.world.calls
      .since(since)
      .filter(({ operation }) => operation === 'list pods');
    expect(seen.map(({ status }) => status)).toEqual([429, 500, 200]);
  });

  it('delay the responses of all operations or of one', async () => {
    await set({
      latencyMs: 30,
      disturbances: [
        { kind: 'delay', service: 'iam', operation: '*', milliseconds: 60 },
      ],
    });
    const took = async (call: () => Promise<unknown>) => {
      const began = performance.now();
      await call();
      return performance.now() - began;
    };
    // Timers can fire up to 1 ms early.
    expect(await took(calls.iam)).toBeGreaterThan(88);
    expect(await took(calls.eks)).toBeGreaterThan(28);
    expect(await took(() => core.listNamespace())).toBeGreaterThan(28);
  });

  it.each([
    [{ disturbances: {} }, 'disturbances must be a list'],
    [{ disturbances: [null] }, 'kind must be one of'],
    [{ disturbances: [{ kind: 'fail', service: 'iam' }] }, 'operation must be'],
    [
      { disturbances: [{ kind: 'delay', service: '*', operation: '*' }] },
      'milliseconds must be a number from 1 to 60000',
    ],
    [
      {
        disturbances: [{ kind: 'fail', service: '*', operation: '*', rate: 2 }],
      },
      'rate must be',
    ],
    [{ latencyMs: -1 }, 'latencyMs must be'],
  ])('reject %j', async (body, error) => {
    expect(await set(body)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(error) },
    });
    await calls.iam();
  });
});
