import { mockCredentials } from '@backstage/backend-test-utils';
import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { actionsRegistry } from '../__testUtils__/registry';
import { specOf } from '../__testUtils__/core';
import { templateActions } from '../__testUtils__/templateActions';

type Statement = Record<string, unknown>;

const GUARDRAILS = {
  deniedActions: ['iam:*', 'organizations:*'],
  deniedWildcards: { services: ['*'], resources: ['kms'] },
};

const list = <T>(count: number, of: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => of(at));
const documentOf = (Statement: Statement[]) => ({
  Version: '2012-10-17',
  Statement,
});
const inline = (Statement: Statement[]): Partial<IamServiceAccountSpec> => ({
  policyDocument: documentOf(Statement),
});
const session = (Statement: Statement[]): Partial<IamServiceAccountSpec> => ({
  mechanism: 'pod-identity',
  sessionPolicyDocument: documentOf(Statement),
});
/** The statement that is most expensive to expand: every AWS action except some. */
const allBut = (...NotAction: string[]): Statement => ({
  Effect: 'Allow',
  NotAction,
  Resource: '*',
});
const copies = (count: number) => list(count, () => allBut('s3:x*'));
const distinct = (count: number) => list(count, at => allBut(`s3:x${at}*`));
const cased = (count: number) =>
  list(count, at => allBut(at % 2 ? 'S3:X*' : 's3:X*'));

const TOO_LARGE: [string, Partial<IamServiceAccountSpec>, string, string][] = [
  [
    'too many copies of a statement',
    inline(copies(500)),
    'policyDocument.Statement',
    'statement-count',
  ],
  [
    'too many distinct statements',
    inline(distinct(500)),
    'policyDocument.Statement',
    'statement-count',
  ],
  [
    'too many statements that differ in letter case',
    inline(cased(500)),
    'policyDocument.Statement',
    'statement-count',
  ],
  [
    'too many statements of a session policy',
    session(distinct(101)),
    'sessionPolicyDocument.Statement',
    'statement-count',
  ],
  [
    'too many actions in one element',
    inline([allBut(...list(501, at => `s3:x${at}*`))]),
    'policyDocument.Statement[0].NotAction',
    'value-count',
  ],
  [
    'too many values in a condition',
    inline([
      {
        ...allBut('s3:x*'),
        Condition: { StringLike: { 'aws:username': list(501, String) } },
      },
    ]),
    'policyDocument.Statement[0].Condition',
    'value-count',
  ],
  [
    'a resource pattern that is too long',
    inline([{ ...allBut('s3:x*'), Resource: 'a*?'.repeat(1000) }]),
    'policyDocument.Statement[0].Resource',
    'value-length',
  ],
  [
    'a condition key that is too long',
    inline([
      {
        ...allBut('s3:x*'),
        Condition: { StringLike: { ['k'.repeat(3000)]: 'v' } },
      },
    ]),
    'policyDocument.Statement[0].Condition',
    'value-length',
  ],
  [
    'too many values outside the statements',
    {
      policyDocument: { ...documentOf([]), Id: list(501, String) },
    },
    'policyDocument',
    'value-count',
  ],
];

describe('limits on requests', () => {
  const templates = templateActions();
  const { feature, invoke } = actionsRegistry();
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      irsa: { guardrails: GUARDRAILS },
      features: [feature, ...templates.features],
    });
  });
  afterAll(() => host?.stop());

  const format = 'terraform';
  /** Every entry point for a spec, with a function that returns its refusal. */
  const WAYS: [string, (spec: IamServiceAccountSpec) => Promise<string>][] = [
    ['POST /plans', spec => refusal(host.post('/plans', { spec }))],
    ['PUT /service-accounts', spec => refusal(host.put(spec))],
    [
      'POST /renderings',
      spec => refusal(host.post('/renderings', { spec, format })),
    ],
    [
      'POST /deliveries',
      spec => refusal(host.post('/deliveries', { spec, format })),
    ],
    ['the registry action plan', spec => thrown(invoke('plan', { ...spec }))],
    [
      'the registry action create-service-account',
      spec => thrown(invoke('create-service-account', { ...spec })),
    ],
    [
      'the template action render',
      spec =>
        thrown(
          templates.run('irsa:service-account:render', { ...spec, format }),
        ),
    ],
    [
      'the template action create',
      spec => thrown(templates.run('irsa:service-account:create', spec)),
    ],
  ];

  async function refusal(asked: ReturnType<TestHost['put']>): Promise<string> {
    const { status, body } = await asked;
    return `${status} ${body.error?.message}`;
  }
  async function thrown(run: Promise<unknown>): Promise<string> {
    return run.then(
      () => 'Nothing was refused.',
      (error: Error) => `400 ${error.message}`,
    );
  }

  describe.each(WAYS)('by %s', (_, ask) => {
    it.each(TOO_LARGE)(
      'refuse %s before it is read',
      async (__, change, field, rule) => {
        const since = host.sandbox.world.calls.count;
        const message = await ask(specOf(change));
        expect(message).toMatch(/^400 /);
        expect(message).toContain(`${field}: `);
        expect(message).toContain(`[${rule}]`);
        expect(host.sandbox.world.calls.since(since)).toEqual([]);
      },
    );
  });

  it.each([
    ['POST /plans', 'post', '/plans'],
    ['PUT /service-accounts', 'put', '/service-accounts'],
    ['POST /renderings', 'post', '/renderings'],
    [
      'POST /service-accounts/{id}/simulations',
      'post',
      '/service-accounts/x/simulations',
    ],
  ] as const)('refuse a body of 85 kB: %s', async (_, method, path) => {
    const spec = specOf(inline(copies(1350)));
    const { status, body } =
      method === 'put' ? await host.put(spec) : await host.post(path, { spec });
    expect(status).toBe(413);
    expect(body.error.message).toMatch(/^body: .* \[body-size\]$/);
  });

  it('report only the size of a document that is too large, and do not evaluate it', async () => {
    const change = inline(
      list(99, at => allBut(`iam:${'x'.repeat(90)}${at}*`)),
    );
    const { status, body } = await host.post('/plans', {
      spec: specOf(change),
    });
    expect(status).toBe(200);
    expect(body.violations.map(({ rule }: { rule: string }) => rule)).toEqual([
      'inline-policy-size',
    ]);
  });

  it('refuse an action with a spec of more than 64 kB', async () => {
    const tags = Object.fromEntries(
      list(100, at => [`k${at}`, 'v'.repeat(1000)]),
    );
    const message = await thrown(invoke('plan', { ...specOf({ tags }) }));
    expect(message).toContain('[spec-size]');
  });
});

describe('limits for a caller without a rule for the namespace', () => {
  const { feature, invoke } = actionsRegistry();
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      groups: ['group:default/visitors'],
      irsa: { guardrails: GUARDRAILS },
      features: [feature],
    });
  });
  afterAll(() => host?.stop());

  it.each([
    ['copies of a statement', copies],
    ['distinct statements', distinct],
    ['statements that differ in letter case', cased],
  ])('do not evaluate a document: %s', async (_, statements) => {
    const owner = 'group:default/visitors';
    const spec = specOf({ owner, ...inline(statements(60)) });
    const answers = [
      await host.post('/plans', { spec }),
      await host.post('/renderings', { spec, format: 'terraform' }),
    ];
    for (const { body } of answers) {
      expect(body.violations.map(({ rule }: { rule: string }) => rule)).toEqual(
        ['namespace-owner'],
      );
    }
    const { body } = await host.put(spec);
    expect(body.error.message).toMatch(/\[namespace-owner\]$/);
    const action = await invoke('plan', { ...spec }, mockCredentials.user());
    expect(action).toMatchObject({
      violations: [{ rule: 'namespace-owner' }],
    });
    expect(host.sandbox.world.calls.all()).toEqual([]);
  });
});
