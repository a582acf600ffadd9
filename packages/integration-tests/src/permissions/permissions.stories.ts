import { IAMClient } from '@aws-sdk/client-iam';
import { mockServices } from '@backstage/backend-test-utils';
import {
  type PermissionEntry,
  SERVICE_ACCOUNT_ANNOTATION,
  type SimulationResult,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf } from '../__testUtils__/core';
import { whileDenied } from '../__testUtils__/denied';
import { givenScheduler } from '../__testUtils__/given';

const PROD = '111122223333';
const OBJECT = 'arn:aws:s3:::orders-uploads/a.pdf';

describe('the permissions of a role', () => {
  let host: TestHost;
  const scheduler = mockServices.scheduler();
  const ids: Record<string, string> = {};

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const role = () =>
    [...account().roles.values()].find(({ name }) =>
      name.startsWith('orders-api-irsa-'),
    )!;

  beforeAll(async () => {
    const refs = ['prod-eu/production/orders-api', 'prod-eu/data/reporting'];
    host = await startTestHost({
      irsa: {
        organization: { accountId: PROD },
        governance: { unusedAfterDays: 200 },
      },
      features: [givenScheduler(scheduler)],
      entities: () => [
        componentOf('orders', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]: refs.join(','),
        }),
      ],
    });
    const { body } = await host.post(
      '/entities/component/default/orders/verifications',
      {},
    );
    for (const { id, name } of body.items) ids[name] = id;
  });
  afterAll(() => host?.stop());
  afterEach(() => {
    account().serviceControlPolicies = [];
    role().permissionsBoundaryArn = undefined;
    role().inlinePolicies.clear();
    jest.restoreAllMocks();
  });

  const give = (Action: string, change: object = {}) =>
    role().inlinePolicies.set(
      'more',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action, Resource: '*', ...change },
      }),
    );
  const path = (rest: string, name = 'orders-api') =>
    `/service-accounts/${ids[name]}/${rest}`;
  const simulate = async (...requests: object[]): Promise<SimulationResult[]> =>
    (await host.post(path('simulations'), { requests })).body.results;
  const useAwsSimulator = async (
    ...requests: object[]
  ): Promise<SimulationResult[]> =>
    (await host.post(path('simulations'), { requests, useAwsSimulator: true }))
      .body.results;
  const calls = (operation: string) =>
    host.sandbox.world.calls.all().filter(call => call.operation === operation)
      .length;

  it('are returned completely from the store', async () => {
    const before = host.sandbox.world.calls.count;
    const { status, body } = await host.get(path('permissions'));
    expect(status).toBe(200);
    expect(host.sandbox.world.calls.since(before)).toEqual([]);
    expect(body.services).toEqual([
      expect.objectContaining({ service: 's3', title: 'S3' }),
    ]);
    const [entry] = body.services[0].levels.flatMap(
      ({ entries }: { entries: object[] }) => entries,
    );
    expect(entry).toMatchObject({
      state: expect.stringMatching(/^allowed/),
      statements: [expect.objectContaining({ policy: body.policies[0].arn })],
    });
    expect(body.policies).toEqual([
      {
        name: expect.stringMatching(/^orders-api-/),
        arn: expect.stringMatching(
          /^arn:aws:iam::111122223333:policy\/orders-api-/,
        ),
        kind: 'managed',
        document: expect.stringContaining('s3:PutObject'),
        errors: [],
      },
      {
        name: 'Trust policy',
        kind: 'trust',
        document: expect.stringContaining('sts:AssumeRoleWithWebIdentity'),
        errors: [],
      },
    ]);
    expect(
      body.layers.map(({ layer, state }: SimulationResult['layers'][0]) => [
        layer,
        state,
      ]),
    ).toEqual([
      ['identity', 'read'],
      ['permissions-boundary', 'absent'],
      ['service-control', 'not-read'],
      ['resource-control', 'not-read'],
      ['vpc-endpoint', 'not-read'],
      ['resource', 'not-read'],
    ]);
  });

  it('are updated by the next verification', async () => {
    give('secretsmanager:GetSecretValue');
    const { body } = await host.post(path('verifications'), { live: false });
    const after = (await host.get(path('permissions'))).body;
    expect(after.checkedAt).toBe(body.checkedAt);
    expect(
      after.services.map(({ service }: { service: string }) => service),
    ).toContain('secretsmanager');
    expect(after.risks.length).toBeGreaterThan(0);
    const card = (await host.get(`/service-accounts/${ids['orders-api']}`))
      .body;
    expect(card.permissions.risks).toEqual(after.risks);
    expect(card.permissions.risks[0].evidence).toContainEqual(
      expect.objectContaining({ policy: 'more', statement: 0 }),
    );
  });

  it('are simulated with the current policies', async () => {
    const ask = {
      action: 'sqs:SendMessage',
      resource: 'arn:aws:sqs:eu-west-1:111122223333:q',
    };
    expect((await simulate(ask))[0].decision).toBe('ImplicitlyDenied');
    give('sqs:SendMessage');
    const [result] = await simulate(ask);
    expect(result.decision).toBe('Allowed');
    expect(result.summary).toBe(
      "Allowed by the role's policies; organization policies not read.",
    );
    expect(result.decidedBy).toEqual([
      { layer: 'identity', policy: 'more', statement: 0 },
    ]);
    expect(result.aws).toBeUndefined();
  });

  it('are unknown if a resource policy that cannot be read could allow the action', async () => {
    const resource = 'arn:aws:sqs:eu-west-1:111122223333:unread';
    const action = 'sqs:SendMessage';
    const ask = () =>
      whileDenied(host, { action: 'sqs:GetQueueUrl' }, () =>
        simulate({ action, resource }),
      );
    const reason =
      'The policy of the resource was not read, and it alone could allow this. The backend may not call sqs:GetQueueUrl. AWS answered: with an explicit deny in a service control policy.';
    expect((await ask())[0]).toMatchObject({
      decision: 'ImplicitlyDenied',
      unknownReason: reason,
      summary: expect.stringContaining(
        `Unknown: No identity policy allows ${action} on ${resource}. ${reason}`,
      ),
    });
    give(action, { Effect: 'Deny' });
    const [{ decision, unknownReason, summary }] = await ask();
    expect([decision, unknownReason]).toEqual(['ExplicitlyDenied', undefined]);
    expect(summary).toMatch(/^Denied: Statement 1/);
  });

  it('report that a bucket does not exist', async () => {
    give('s3:GetObject');
    const [{ decision, summary, layers }] = await simulate({
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::not-there/a',
    });
    expect(decision).toBe('Allowed');
    expect(summary).toMatch(/ The resource does not exist\.$/);
    expect(layers).toContainEqual({
      ...{ layer: 'resource', state: 'absent' },
      reason: 'The resource does not exist.',
    });
  });

  it('are simulated for several requests in order, with conditions in words', async () => {
    give('s3:DeleteObject', {
      Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    });
    const results = await simulate(
      { action: 's3:PutObject', resource: OBJECT },
      { action: 's3:DeleteObject', resource: OBJECT },
      {
        action: 's3:DeleteObject',
        resource: OBJECT,
        context: { 'aws:SourceVpce': 'vpce-1' },
      },
    );
    expect(results.map(({ action, decision }) => [action, decision])).toEqual([
      ['s3:PutObject', 'Allowed'],
      ['s3:DeleteObject', 'ImplicitlyDenied'],
      ['s3:DeleteObject', 'Allowed'],
    ]);
    expect(results[1].conditions).toEqual([
      'only when aws:SourceVpce is vpce-1',
    ]);
    expect(results[1].missingContext).toEqual(['aws:SourceVpce']);
  });

  it('are simulated by AWS only on request, and show where AWS differs', async () => {
    const before = calls('SimulatePrincipalPolicy');
    const ask = { action: 's3:PutObject', resource: OBJECT };
    await simulate(ask);
    expect(calls('SimulatePrincipalPolicy')).toBe(before);
    expect((await useAwsSimulator(ask))[0].aws).toEqual({
      state: 'answered',
      decision: 'Allowed',
      differs: false,
      message: 'AWS allows it.',
    });
    account().serviceControlPolicies = [
      [
        {
          name: 'no-writes',
          document: JSON.stringify({
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              {
                Effect: 'Deny',
                Action: 's3:Put*',
                Resource: 'arn:aws:s3:::orders-*',
              },
            ],
          }),
        },
      ],
    ];
    const [result] = await useAwsSimulator(ask);
    expect(result.decision).toBe('Allowed');
    expect(result.summary).toContain('organization policies not read');
    expect(result.aws).toEqual({
      state: 'answered',
      decision: 'ExplicitlyDenied',
      differs: true,
      message:
        'AWS denies it, since a statement says so; service control policies do not allow it.',
      reason: 'The simulator evaluates SCPs, which Backstage did not read.',
    });
  });

  it('are simulated by AWS with the typed context', async () => {
    give('s3:ListBucket', {
      Condition: {
        NumericLessThanEquals: { 's3:max-keys': '10' },
        DateGreaterThan: { 'aws:CurrentTime': '2026-01-01' },
      },
    });
    const ask = (max: string) => ({
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::shop-assets',
      context: { 's3:max-keys': max },
    });
    const results = await useAwsSimulator(ask('5'), ask('50'));
    expect(
      results.map(({ decision, aws }) => [decision, aws?.decision]),
    ).toEqual([
      ['Allowed', 'Allowed'],
      ['ImplicitlyDenied', 'ImplicitlyDenied'],
    ]);
  });

  it('are no longer simulated by AWS when it throttles, and the result says so', async () => {
    const send = IAMClient.prototype.send;
    const throttled = Object.assign(new Error('Rate exceeded'), {
      name: 'Throttling',
      $fault: 'client',
    });
    let asked = 0;
    jest
      .spyOn(IAMClient.prototype, 'send')
      .mockImplementation(function sendOr(
        this: IAMClient,
        ...args: Parameters<typeof send>
      ) {
        if (args[0].constructor.name !== 'SimulatePrincipalPolicyCommand')
          return send.apply(this, args);
        asked += 1;
        return Promise.reject(throttled);
      } as typeof send);
    const ask = { action: 's3:PutObject', resource: OBJECT };
    const results = await useAwsSimulator(ask, ask, ask);
    expect(asked).toBe(1);
    expect(results.map(({ aws }) => aws)).toEqual(
      Array(3).fill({
        state: 'unavailable',
        message: 'AWS throttled the policy simulation. Retry later.',
      }),
    );
    expect(results[0].decision).toBe('Allowed');
  });

  it('are compared with their use', async () => {
    role().createdAt = new Date(Date.now() - 300 * 86_400_000);
    role().serviceUse = new Map([
      ['sqs', { at: new Date(), region: 'eu-west-1' }],
    ]);
    give('sqs:SendMessage');
    const { status, body } = await host.post(path('last-accessed'), {});
    expect(status).toBe(200);
    expect(body.services).toEqual([
      { service: 's3', unused: true },
      { service: 'sqs', unused: false, lastAccessed: expect.any(String) },
    ]);
  });

  it('count as unused only after the configured time', async () => {
    role().createdAt = new Date(Date.now() - 100 * 86_400_000);
    role().serviceUse = new Map();
    const { body } = await host.post(path('last-accessed'), {});
    expect(body.services).toContainEqual({
      service: 's3',
      unused: false,
      reason: 'The role is younger than 200 days.',
    });
  });

  it('do not count a live proof as use', async () => {
    await host.post(path('verifications'), { live: true });
    role().serviceUse = new Map([
      ['sts', { at: new Date(), region: 'eu-west-1' }],
    ]);
    give('sts:GetCallerIdentity');
    const { body } = await host.post(path('last-accessed'), {});
    expect(body.services).toContainEqual({
      service: 'sts',
      unused: false,
      reason:
        'The last use may be a live proof by Backstage, which does not count.',
    });
  });

  it('are empty if there is no role', async () => {
    expect(
      (await host.get(path('permissions', 'reporting'))).body,
    ).toMatchObject({
      services: [],
      layers: expect.arrayContaining([
        {
          layer: 'identity',
          state: 'absent',
          reason: 'The ServiceAccount has no role.',
        },
      ]),
    });
    for (const [rest, body] of [
      [
        'simulations',
        { requests: [{ action: 's3:PutObject', resource: OBJECT }] },
      ],
      ['last-accessed', {}],
    ] as const) {
      const answer = await host.post(path(rest, 'reporting'), body);
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toBe(
        'ServiceAccount prod-eu/data/reporting has no role.',
      );
    }
  });

  it.each([
    ['s3:putobj', 20, ['s3:PutObject', 's3:PutObjectAcl']],
    ['S3:GetO', 1, ['s3:GetObject']],
    ['nothing:', 20, []],
  ])('include completions for %s (%s)', async (prefix, limit, expected) => {
    const { body } = await host.get(`/actions?prefix=${prefix}&limit=${limit}`);
    const actions = body.items.map(({ action }: { action: string }) => action);
    expect(actions.slice(0, expected.length)).toEqual(expected);
    expect(actions.length).toBeLessThanOrEqual(limit);
    expect(
      body.items.every(({ level }: { level: string }) => level !== ''),
    ).toBe(true);
  });

  describe('once the organization was read', () => {
    const put = { action: 's3:PutObject', resource: OBJECT };
    const limit = (...statements: object[]) => {
      const full = { Effect: 'Allow', Action: '*', Resource: '*' };
      const document = JSON.stringify({
        Version: '2012-10-17',
        Statement: [full, ...statements],
      });
      account().serviceControlPolicies = [[{ name: 'limits', document }]];
    };
    const deny = (change: object = {}) => ({
      ...{ Sid: 'NoWrites', Effect: 'Deny', Action: 's3:Put*', Resource: '*' },
      ...change,
    });
    const read = () => scheduler.triggerTask('irsa-discovery');
    const LIMITS = {
      ...{ layer: 'service-control', level: `account ${PROD}` },
      ...{ policy: 'limits', statement: 1, sid: 'NoWrites' },
    };

    it('the SCP that denies is named, unlike in AWS, with the result of each layer', async () => {
      limit(deny());
      await read();
      const [result] = await useAwsSimulator(put);
      expect(result).toMatchObject({
        decision: 'ExplicitlyDenied',
        summary: `Denied: Statement 2 (NoWrites) of the service control policy "limits" attached to account ${PROD} denies s3:PutObject on ${OBJECT}.`,
        decidedBy: [LIMITS],
        aws: { decision: 'ExplicitlyDenied', differs: false },
      });
      const denials = result.layerDecisions.filter(
        ({ decision }) => decision === 'ExplicitlyDenied',
      );
      expect(denials).toEqual([
        {
          ...{ layer: 'service-control', level: `account ${PROD}` },
          ...{ state: 'read', decision: 'ExplicitlyDenied' },
          policies: ['limits'],
        },
      ]);
    });

    it('the SCP is shown in earlier verifications until it is removed', async () => {
      const states = async () => {
        const { body } = await host.get(path('permissions'));
        const levels: { entries: PermissionEntry[] }[] =
          body.services[0].levels;
        return levels
          .flatMap(({ entries }) => entries)
          .filter(({ actions }) => actions.includes('s3:PutObject'))
          .map(({ state, blockedBy }) => [state, ...(blockedBy ?? [])]);
      };
      limit(deny());
      await read();
      expect(await states()).toEqual([['blocked', LIMITS]]);
      limit();
      await read();
      expect(await states()).toEqual([['allowed']]);
    });

    it.each<[string, object, string, string]>([
      ['breaks', {}, 'fail', 'broken'],
      [
        'with a condition that only a request can decide degrades',
        { Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } },
        ...(['warn', 'degraded'] as const),
      ],
    ])('an SCP %s a service: %#', async (_, change, result, status) => {
      limit(deny(change));
      await read();
      account().serviceControlPolicies = [];
      const { body } = await host.post(path('verifications'), { live: false });
      const check = body.checks.find(
        ({ id }: { id: string }) => id === 'organization-policies',
      );
      expect(check).toMatchObject({
        result,
        message: expect.stringContaining('attached to account'),
        remediation: expect.stringContaining('"limits"'),
      });
      expect(body.status).toBe(status);
    });
  });
});
