import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { describeChecks } from '@backstage-irsa/core/checks';
import { readLimits } from '../../config/limits';
import { absent } from '@backstage-irsa/core/model';
import {
  permissionsOf,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { Evaluator } from './Evaluator';
import { isHeavy } from './isHeavy';

type Statement = Record<string, unknown>;

const documentOf = (...statements: Statement[]) => ({
  Version: '2012-10-17',
  Statement: statements.map(statement => ({
    Effect: 'Allow',
    Resource: '*',
    ...statement,
  })),
});
const list = <T>(count: number, of: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => of(at));
const setOf = (...statements: Statement[]) => ({
  policies: [
    {
      name: 'inline',
      kind: 'inline' as const,
      document: JSON.stringify(documentOf(...statements)),
      errors: [],
    },
  ],
  layers: [],
});
const NOW = new Date('2026-11-27T09:00:00Z');
const LIMITS = { ...readLimits(undefined).evaluation, timeoutMs: 60_000 };

describe('policies that may take long to evaluate', () => {
  it.each<[string, Statement[], boolean]>([
    [
      'exclude a policy with exact actions',
      [{ Action: ['s3:GetObject', 's3:PutObject'] }],
      false,
    ],
    [
      'exclude a policy with a few action wildcards',
      [{ Action: ['s3:*', 'sqs:Get*'] }],
      false,
    ],
    ['include a policy for all actions', [{ Action: '*' }], true],
    ['include a policy for all services', [{ Action: '*:Get*' }], true],
    [
      'include a policy with a wildcard in a service name',
      [{ Action: 's?:GetObject' }],
      true,
    ],
    ['include a policy with NotAction', [{ NotAction: 's3:x*' }], true],
    [
      'include a policy with NotAction in a Deny statement',
      [{ Effect: 'Deny', NotAction: 's3:*' }],
      true,
    ],
    [
      'include a policy with many wildcards',
      [{ Action: list(9, at => `s3:Get${at}*`) }],
      true,
    ],
    [
      'include a policy with wildcards in many statements',
      list(9, at => ({ Action: `s3:Get${at}*` })),
      true,
    ],
    [
      'include a policy with many actions',
      [{ Action: list(400, at => `s3:Get${at}`) }],
      true,
    ],
    [
      'include a policy with many resources',
      [{ Action: 's3:*', Resource: list(200, at => `arn:aws:s3:::b${at}/*`) }],
      true,
    ],
    [
      'include a policy with a long condition',
      [
        {
          Action: 's3:GetObject',
          Condition: { StringLike: { 'aws:username': list(9000, String) } },
        },
      ],
      true,
    ],
  ])('%s', (_, statements, expected) => {
    expect(isHeavy(documentOf(...statements))).toBe(expected);
    expect(isHeavy(setOf(...statements))).toBe(expected);
  });

  it('include the policies of all holders together, but no other texts', () => {
    const one = setOf({ Action: list(4, at => `s3:Get${at}*`) });
    expect(isHeavy({ one })).toBe(false);
    expect(isHeavy({ one, two: [one] })).toBe(true);
    expect(isHeavy({ text: JSON.stringify(documentOf({ Action: '*' })) })).toBe(
      false,
    );
    expect(isHeavy({ document: 'x'.repeat(20_000) })).toBe(true);
    expect(isHeavy({ document: 'no document' })).toBe(false);
  });
});

describe('an evaluation', () => {
  let evaluator: Evaluator | undefined;
  afterEach(() => evaluator?.close());

  it.each([
    ['in a worker thread', '*'],
    ['on the event loop', 's3:GetObject'],
  ])(
    'has the expected result %s',
    async (_, Action) => {
      evaluator = new Evaluator({ limits: LIMITS });
      const input = { set: setOf({ Action }), now: NOW };
      expect(await evaluator.run('rolePermissions', input)).toEqual(
        permissionsOf(input.set, {
          now: NOW,
          catalogue: await loadCatalogue(),
        }),
      );
    },
    60_000,
  );

  it.each([
    ['a long text', 'x'.repeat(4_001)],
    ['a short text', 'x'],
  ])(
    'diagnoses %s',
    async (_, text) => {
      evaluator = new Evaluator({ limits: LIMITS });
      const context = {
        mechanism: 'irsa' as const,
        roleArn: 'arn:aws:iam::111122223333:role/orders',
        checks: describeChecks(),
      };
      const refused = `User: arn:aws:sts::111122223333:assumed-role/orders/s is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/a ${text}`;
      const { candidates } = await evaluator.run('diagnosis', {
        ...context,
        ...{ organizations: {}, vpcEndpoints: absent() },
        text: refused,
        results: [],
        permissions: {
          ...setOf({ Action: 's3:PutObject' }),
          services: [],
          risks: [],
          checkedAt: NOW.toISOString(),
        },
      });
      expect(candidates[0]).toMatchObject({
        fault: 'action-not-allowed',
        state: 'confirmed',
      });
    },
    60_000,
  );

  it('does not block the event loop, and runs once for equal inputs', async () => {
    evaluator = new Evaluator({ limits: LIMITS });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const ask = () =>
      evaluator!.run('rolePermissions', {
        set: setOf(...list(60, at => ({ NotAction: `s3:x${at}*` }))),
        now: NOW,
      });
    const [first, second] = await Promise.all([ask(), ask()]);
    clearInterval(timer);
    expect(second).toBe(first);
    expect(turns).toBeGreaterThan(10);
  }, 60_000);

  it('is rejected with a retry time when too many wait, unless it may wait', async () => {
    evaluator = new Evaluator({ limits: { ...LIMITS, threads: 1, queue: 2 } });
    const ask = (at: number, waits = false) =>
      evaluator!.run(
        'rolePermissions',
        { set: setOf({ NotAction: `s3:x${at}*` }), now: NOW },
        { waits },
      );
    const asked = await Promise.allSettled([
      ...list(6, at => ask(at)),
      ask(6, true),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([
      ...list(3, () => 'fulfilled'),
      ...list(3, () => 'rejected'),
      'fulfilled',
    ]);
    const [, , , refused] = asked as PromiseRejectedResult[];
    expect(refused.reason).toMatchObject({
      statusCode: 429,
      retryAfterSeconds: 60,
      message: expect.stringMatching(/^Too many policy evaluations/),
    });
  }, 60_000);

  it('moves to a thread if it takes more work than its documents show', async () => {
    evaluator = new Evaluator({ limits: { ...LIMITS, timeoutMs: 1 } });
    const conditional = (key: string) =>
      list(60, at => ({
        Action: 's3:GetObject',
        Condition: { StringEquals: { [`aws:PrincipalTag/${key}`]: `${at}` } },
      }));
    const own = setOf(...conditional('a'));
    const [boundary] = setOf(...conditional('b')).policies;
    const ask = (set: PolicySet) =>
      evaluator!.run('rolePermissions', { set, now: NOW });
    const { effective } = await ask(own);
    expect(effective.services).toHaveLength(1);
    const kind = 'permissions-boundary' as const;
    const limited = {
      ...own,
      policies: [...own.policies, { ...boundary, kind }],
    };
    expect(isHeavy(own)).toBe(false);
    await expect(ask(limited)).rejects.toMatchObject({
      message: expect.stringMatching(/took more than 1 ms/),
    });
  }, 60_000);

  it('is stopped after its timeout, and so is the next one', async () => {
    evaluator = new Evaluator({ limits: { ...LIMITS, timeoutMs: 1 } });
    const ask = (of: Evaluator) =>
      of.run('rolePermissions', {
        set: setOf(...list(60, at => ({ NotAction: `s3:x${at}*` }))),
        now: NOW,
      });
    await expect(ask(evaluator)).rejects.toMatchObject({
      statusCode: 429,
      message: expect.stringMatching(
        /^Evaluating the policies took more than 1 ms/,
      ),
    });
    await expect(ask(evaluator)).rejects.toMatchObject({ statusCode: 429 });
  }, 60_000);

  it('is stopped when it exceeds the memory limit', async () => {
    evaluator = new Evaluator({ limits: { ...LIMITS, memoryMb: 8 } });
    await expect(
      evaluator.run('rolePermissions', {
        set: setOf({ Action: '*' }),
        now: NOW,
      }),
    ).rejects.toMatchObject({
      statusCode: 429,
      message: expect.stringMatching(
        /^Evaluating the policies took more than 8 MB/,
      ),
    });
  }, 60_000);
});
