import { request } from 'node:http';
import { ListClustersCommand } from '@aws-sdk/client-eks';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import {
  type AwsFixture,
  startAwsFixture,
} from '../aws/__testUtils__/awsFixture';

describe('the control pages of the sandbox', () => {
  let fixture: AwsFixture;

  const get = async (path: string) => {
    const answer = await fetch(`${fixture.endpoint}${path}`);
    return { status: answer.status, body: await answer.json() };
  };

  /** Returns the status of a request with headers that `fetch` cannot set. */
  const statusWith = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${fixture.endpoint}/__sandbox/state`, { headers }, answer => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });

  beforeEach(async () => {
    fixture = await startAwsFixture();
  });

  afterEach(() => fixture.close());

  it('show accounts, clusters, services, and node roles, but no secrets', async () => {
    fixture.world.services.push({
      cluster: 'prod-eu',
      namespace: 'shop',
      name: 'orders',
      fault: 'wrong-subject',
      description: 'The subject names another namespace',
    });
    const { status, body } = await get('/__sandbox/state');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accounts: [{ id: '111122223333' }, { id: '444455556666' }],
      clusters: [{ name: 'prod-eu', account: '111122223333' }],
      services: [{ name: 'orders', fault: 'wrong-subject' }],
      nodeRoles: [
        {
          cluster: 'prod-eu',
          roleArn: 'arn:aws:iam::111122223333:role/nodes',
        },
        { nodeGroup: 'memory' },
      ],
    });
    const text = JSON.stringify(body);
    expect(text).not.toContain(fixture.administrator.secretAccessKey);
    expect(text).not.toContain(fixture.administrator.accessKeyId);
  });

  it('show the calls since a given time', async () => {
    await fixture.iam().send(new ListRolesCommand({}));
    const since = new Date(Date.now() + 1000).toISOString();
    expect((await get('/__sandbox/calls')).body.calls).toMatchObject([
      { service: 'iam', operation: 'ListRoles', write: false, status: 200 },
    ]);
    expect((await get(`/__sandbox/calls?since=${since}`)).body.calls).toEqual(
      [],
    );
    expect((await get('/__sandbox/calls?since=yesterday')).status).toBe(400);
    expect((await get('/__sandbox/other')).status).toBe(404);
  });

  const setScps = async (body: string) => {
    const answer = await fetch(`${fixture.endpoint}/__sandbox/scps`, {
      method: 'POST',
      body,
    });
    return { status: answer.status, body: await answer.json() };
  };

  it('set the service control policies of an account, which then apply to its principals', async () => {
    const levels = [
      [
        {
          name: 'root',
          document: {
            Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
          },
        },
      ],
      [
        {
          name: 'no-iam',
          document: {
            Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
          },
        },
      ],
    ];
    const set = JSON.stringify({ accountId: '111122223333', levels });
    expect(await setScps(set)).toEqual({
      status: 200,
      body: { accountId: '111122223333', levels: [1, 1] },
    });
    expect((await get('/__sandbox/state')).body.accounts).toContainEqual(
      expect.objectContaining({
        id: '111122223333',
        serviceControlPolicies: levels,
      }),
    );
    await expect(
      fixture.iam().send(new ListRolesCommand({})),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'because no service control policy allows the iam:ListRoles action',
      ),
    });
    await fixture
      .iam(fixture.stagingAdministrator)
      .send(new ListRolesCommand({}));
    await setScps(JSON.stringify({ accountId: '111122223333', levels: [] }));
    await fixture.iam().send(new ListRolesCommand({}));
  });

  it.each([
    ['{', 'the body is not JSON'],
    [
      '{"accountId":"1","levels":[]}',
      'accountId is not an account of the sandbox',
    ],
    ['{"accountId":"111122223333"}', 'levels must be a list'],
    ['{"accountId":"111122223333","levels":[{}]}', 'a level must be a list'],
    [
      '{"accountId":"111122223333","levels":[[{}]]}',
      'a policy must have a name',
    ],
    [
      '{"accountId":"111122223333","levels":[[{"name":"x","document":{"Statement":{"Effect":"Allow"}}}]]}',
      'x: Policy statement must contain actions.',
    ],
  ])('reject the service control policies %s', async (body, error) => {
    expect(await setScps(body)).toEqual({ status: 400, body: { error } });
    expect(fixture.prod.serviceControlPolicies).toEqual([]);
  });

  const setEndpointPolicy = async (body: string) => {
    const answer = await fetch(
      `${fixture.endpoint}/__sandbox/sts-endpoint-policy`,
      { method: 'POST', body },
    );
    return { status: answer.status, body: await answer.json() };
  };

  it('set and remove the policy of the VPC endpoint for STS', async () => {
    const document = {
      Statement: {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Resource: '*',
      },
    };
    expect(await setEndpointPolicy(JSON.stringify({ document }))).toEqual({
      status: 200,
      body: { isSet: true },
    });
    expect(fixture.world.stsEndpointPolicy).toBe(JSON.stringify(document));
    for (const [body, error] of [
      ['{', 'the body is not JSON'],
      ['{"document":{}}', expect.any(String)],
    ]) {
      expect(await setEndpointPolicy(body)).toEqual({
        status: 400,
        body: { error },
      });
    }
    expect(await setEndpointPolicy('{}')).toEqual({
      status: 200,
      body: { isSet: false },
    });
    expect(fixture.world.stsEndpointPolicy).toBeUndefined();
  });

  it('add a cluster, which EKS then lists, and remove it', async () => {
    const clusters = `${fixture.endpoint}/__sandbox/clusters`;
    const add = async (body: string) => {
      const answer = await fetch(clusters, { method: 'POST', body });
      return { status: answer.status, body: await answer.json() };
    };
    const listed = async () =>
      (await fixture.eks().send(new ListClustersCommand({}))).clusters;
    const place = {
      name: 'blue',
      accountId: '111122223333',
      region: 'eu-west-1',
    };
    expect(await add(JSON.stringify(place))).toEqual({
      status: 200,
      body: place,
    });
    expect(await listed()).toEqual(['blue', 'prod-eu']);
    for (const [change, error] of [
      [{}, 'cluster blue already exists'],
      [{ name: '-' }, expect.stringContaining('name must contain')],
      [
        { name: 'b', accountId: '1' },
        expect.stringContaining('not an account'),
      ],
      [{ name: 'b', region: 'x' }, 'region is not an AWS region'],
    ] as const) {
      expect(await add(JSON.stringify({ ...place, ...change }))).toEqual({
        status: 400,
        body: { error },
      });
    }
    const remove = () => fetch(`${clusters}?name=blue`, { method: 'DELETE' });
    expect((await remove()).status).toBe(200);
    expect(await listed()).toEqual(['prod-eu']);
    expect((await remove()).status).toBe(400);
  });

  it.each([
    [{ host: 'evil.example' }],
    [{ origin: 'http://evil.example' }],
    [{ 'sec-fetch-site': 'cross-site' }],
  ])('are not served to other websites (%j)', async headers => {
    expect(await statusWith(headers)).toBe(403);
  });

  it('are served under the name localhost', async () => {
    expect(await statusWith({ host: 'localhost:4566' })).toBe(200);
  });
});
