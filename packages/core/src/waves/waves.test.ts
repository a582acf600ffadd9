import fc from 'fast-check';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { CLUSTER, PROVIDER_ARN, ROLE_ARN } from '../__testUtils__/observed';
import { specOf } from '../__testUtils__/specs';
import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  Wave,
  WaveCounts,
  WaveItem,
} from '../model/types';
import { mergedTrust } from '../planning/trust/trust';
import { trustEntryOf } from '../planning/trust/trustEntry';
import { cloneBlockers, cloneWarnings, clonedSpec, sameSpec } from './clone';
import { waveMarkdown, waveRow } from './report';
import { NO_ITEMS, stateAfter, type WaveCommand } from './states';
import { blockersOf, callsOf } from './summary';
import { trustAhead, type TrustAddition } from './trustAhead';

const GREEN = { ...CLUSTER, name: 'green', eksName: 'green' };
const ELSEWHERE = { ...GREEN, accountId: '444455556666' };
const OWNER = 'group:default/team';
const accountWith = (
  spec: Partial<IamServiceAccountSpec> | null = {},
  change: Partial<IamServiceAccount> = {},
): IamServiceAccount & { hasAdopted: boolean } => ({
  ...{ id: 'id', cluster: 'prod-eu', namespace: 'production', name: 'uploads' },
  ...{ mechanism: 'irsa', roleArn: ROLE_ARN, region: 'eu-west-1' },
  ...{ entityRef: 'component:default/uploads', owner: OWNER },
  ...{ accountId: '111122223333', workloads: null, verification: null },
  permissions: { services: [], risks: [] },
  hasAdopted: false,
  spec: spec && specOf(spec),
  ...change,
});

describe('the spec of a clone', () => {
  it.each<
    [
      string,
      Partial<IamServiceAccountSpec>,
      object,
      Partial<IamServiceAccountSpec>,
    ]
  >([
    ['requests the same in the other cluster', {}, {}, { cluster: 'green' }],
    [
      'shares a role that the spec names',
      { roleName: 'shared' },
      {},
      { roleName: 'shared' },
    ],
    [
      'does not share a role across accounts',
      { roleName: 'shared' },
      { to: ELSEWHERE },
      { roleName: undefined },
    ],
    [
      'shares a role of a third account',
      { roleName: 'shared', accountId: '444455556666' },
      { to: ELSEWHERE },
      { roleName: 'shared', accountId: '444455556666' },
    ],
    [
      'has a role of its own with EKS Pod Identity',
      { roleName: 'shared', audience: 'vault' },
      { mechanism: 'pod-identity' },
      { roleName: undefined, audience: undefined, mechanism: 'pod-identity' },
    ],
    [
      'keeps its mechanism',
      { mechanism: 'pod-identity' },
      {},
      { mechanism: 'pod-identity' },
    ],
    ['does not adopt a role', { adopt: true }, {}, { adopt: undefined }],
  ])('%s', (_, spec, change, expected) => {
    const target = { from: CLUSTER, to: GREEN, ...change };
    const { cluster, ...rest } = expected;
    const clone = clonedSpec(specOf(spec), OWNER, target);
    expect(clone).toMatchObject({ cluster: 'green', owner: OWNER });
    expect({ ...clone, ...rest }).toEqual(clone);
  });

  it('is compared without the order of its fields, and does not change when it is cloned again', () => {
    const { name, ...rest } = specOf({ tags: { a: '1', b: '2' } });
    const other = { ...rest, tags: { b: '2', a: '1' }, name };
    expect(sameSpec(specOf({ tags: { a: '1', b: '2' } }), other)).toBe(true);
    expect(sameSpec(specOf({ tags: { a: '2' } }), other)).toBe(false);
    const target = { from: CLUSTER, to: GREEN };
    const clone = clonedSpec(specOf(), OWNER, target);
    expect(sameSpec(clonedSpec(clone, OWNER, target), clone)).toBe(true);
  });
});

describe('clone blockers and warnings', () => {
  const target = { from: CLUSTER, to: GREEN };
  const clone = clonedSpec(specOf(), OWNER, target);
  it.each<[string, Parameters<typeof cloneBlockers>, string[]]>([
    [
      'are none for a spec that can be cloned',
      [accountWith(), target, undefined],
      [],
    ],
    [
      'include a ServiceAccount without a spec',
      [accountWith(null), target, undefined],
      ['not-managed-by-backstage'],
    ],
    [
      'include the delivery by files',
      [
        accountWith({}, {
          delivery: { format: 'terraform', state: 'delivered', since: '' },
        } as Partial<IamServiceAccount>),
        target,
        undefined,
      ],
      ['delivered-by-files'],
    ],
    [
      'include an adopted role that the clone would replace',
      [{ ...accountWith(), hasAdopted: true }, target, undefined],
      ['adopted-role'],
    ],
    [
      'exclude an adopted role that the clone shares',
      [
        { ...accountWith({ roleName: 'r' }), hasAdopted: true },
        target,
        undefined,
      ],
      [],
    ],
    [
      'exclude the same spec in the other cluster',
      [accountWith(), target, accountWith(clone)],
      [],
    ],
    [
      'include another spec in the other cluster',
      [accountWith(), target, accountWith({ ...clone, grants: [] })],
      ['already-there'],
    ],
    [
      'exclude a ServiceAccount without a spec in the other cluster',
      [accountWith(), target, accountWith(null)],
      [],
    ],
  ])('%s', (_, input, rules) => {
    expect(cloneBlockers(...input).map(({ rule }) => rule)).toEqual(rules);
  });

  it('warn about grants by name if the account or region differs', () => {
    const to = { ...ELSEWHERE, region: 'eu-north-1' };
    const queue = { service: 'sqs', access: 'send', resource: 'orders' };
    const spec = specOf({ grants: [queue] });
    expect(cloneWarnings(spec, { from: CLUSTER, to })).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(
          'account 444455556666, region eu-north-1',
        ),
      }),
    ]);
    expect(cloneWarnings(spec, target)).toEqual([]);
  });

  it('warn about buckets if the account of the role differs', () => {
    const to = ELSEWHERE;
    expect(cloneWarnings(specOf(), { from: CLUSTER, to })).toEqual([
      expect.objectContaining({
        rule: 'cross-account-buckets',
        message:
          'After cloning, the role is in account 444455556666, and its grants name the same buckets.',
      }),
    ]);
    // Bucket names are global.
    const region = { ...CLUSTER, region: 'eu-north-1' };
    expect(cloneWarnings(specOf(), { from: CLUSTER, to: region })).toEqual([]);
    const inOne = specOf({ accountId: '444455556666' });
    expect(cloneWarnings(inOne, { from: CLUSTER, to })).toEqual([]);
  });
});

describe('the forecast of trust policy sizes', () => {
  const entry = (name: string) =>
    trustEntryOf({
      spec: { cluster: 'green', namespace: 'production', name, roleName: 'r' },
      providerArn: PROVIDER_ARN,
      audience: 'sts.amazonaws.com',
    });
  const additions = (count: number, change: Partial<TrustAddition> = {}) =>
    Array.from({ length: count }, (_, at) => ({
      ...{ position: at + 1, roleArn: ROLE_ARN, quota: 2048 },
      entry: entry(`worker-${String(at).padStart(3, '0')}`),
      ...change,
    }));
  const lengthOf = (document: PolicyDocument) =>
    JSON.stringify(document).length;

  it('includes the additions of several items to a role', () => {
    const { policies, blockers, warnings } = trustAhead(additions(3), {
      proposes: false,
    });
    const merged = additions(3).reduce<PolicyDocument | undefined>(
      (document, { entry: one }) => mergedTrust(document, one),
      undefined,
    )!;
    expect(policies).toEqual([
      { roleArn: ROLE_ARN, length: lengthOf(merged), quota: 2048, near: false },
    ]);
    expect([blockers.size, warnings.size]).toEqual([0, 0]);
  });

  it('omits a role of one item that is far below its quota', () => {
    expect(trustAhead(additions(1), { proposes: true }).policies).toEqual([]);
  });

  it('blocks items that no longer fit after the others, and proposes EKS Pod Identity', () => {
    const { policies, blockers, warnings } = trustAhead(additions(60), {
      proposes: true,
    });
    const [first] = blockers.keys();
    expect(first).toBeGreaterThan(2);
    expect([...blockers.keys()]).toEqual(
      Array.from({ length: 61 - first }, (_, at) => first + at),
    );
    expect(blockers.get(first)).toMatchObject({
      rule: 'trust-policy-ahead',
      remediation: expect.stringContaining('EKS Pod Identity'),
    });
    expect(warnings.size + blockers.size).toBe(60);
    expect(policies[0]).toMatchObject({ near: true });
    expect(policies[0].length).toBeGreaterThan(2048);
  });

  it('uses the quota of the account', () => {
    const { blockers, warnings } = trustAhead(additions(60, { quota: 8192 }), {
      proposes: false,
    });
    expect([blockers.size, warnings.size]).toEqual([0, 0]);
  });

  it('blocks exactly the items that exceed the quota after the items before them', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(additions(40), { minLength: 1 }),
        fc.integer({ min: 700, max: 3000 }),
        (some, quota) => {
          const all = some.map((one, at) => ({ ...one, position: at, quota }));
          const { blockers } = trustAhead(all, { proposes: false });
          let document: PolicyDocument | undefined;
          for (const { position, entry: one } of all) {
            const merged = mergedTrust(document, one);
            const fits = lengthOf(merged) <= quota;
            expect(blockers.has(position)).toBe(!fits);
            if (fits) document = merged;
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the commands of a wave', () => {
  const all: WaveCounts = { ...NO_ITEMS, pending: 1, done: 1, failed: 1 };
  it.each<[WaveCommand, Wave['state'], Partial<WaveCounts>, string?, boolean?]>(
    [
      ['start', 'ready', all, 'running'],
      ['start', 'ready', { blocked: 3 }, undefined],
      ['start', 'planning', all, undefined],
      ['start', 'paused', all, undefined],
      ['pause', 'running', all, 'paused'],
      ['pause', 'undoing', all, 'paused'],
      ['pause', 'ready', all, undefined],
      ['resume', 'paused', all, 'running'],
      ['resume', 'paused', all, 'undoing', true],
      ['resume', 'done', { failed: 1 }, 'running'],
      ['resume', 'done', { done: 1 }, undefined],
      ['resume', 'undone', all, undefined],
      ['undo', 'paused', all, 'undoing'],
      ['undo', 'done', { done: 1 }, 'undoing'],
      ['undo', 'undone', { failed: 1 }, 'undoing'],
      ['undo', 'undone', { undone: 1 }, undefined],
      ['undo', 'running', all, undefined],
      ['undo', 'ready', all, undefined],
    ],
  )(
    'set the next state for %s when %s with %j: %s',
    (command, state, counts, next, undoing = false) => {
      expect(
        stateAfter(command, {
          state,
          undoing,
          counts: { ...NO_ITEMS, ...counts },
        }),
      ).toBe(next);
    },
  );
});

describe('the report of a wave', () => {
  const blocker = (rule: string, message = rule) => ({
    ...{ rule, message, remediation: 'Do.' },
  });
  const item: WaveItem = {
    ...{ position: 1, serviceAccountId: 'id', cluster: 'green' },
    ...{ namespace: 'production', name: 'uploads', entityRef: null },
    ...{ owner: OWNER, state: 'blocked', steps: [], warnings: [] },
    blockers: [blocker('freeze', 'Frozen | <b>now</b>')],
  };

  it('counts each item once for each blocking rule', () => {
    expect(
      blockersOf([
        { blockers: [blocker('freeze'), blocker('fargate')] },
        { blockers: [blocker('fargate'), blocker('fargate')] },
        { blockers: [] },
      ]),
    ).toEqual([
      { rule: 'fargate', message: 'fargate', count: 2 },
      { rule: 'freeze', message: 'freeze', count: 1 },
    ]);
  });

  it('estimates the calls for another plan and the verification of changed items', () => {
    expect([
      callsOf('clone', 10, 0),
      callsOf('clone', 10, 5),
      callsOf('migrate', 10, 5),
    ]).toEqual([10, 35, 45]);
  });

  it('is a Markdown table with escaped cells', () => {
    const wave: Wave = {
      ...{ id: 'w', kind: 'clone', cluster: 'prod-eu', toCluster: 'green' },
      ...{ createdBy: 'user:default/a', createdAt: '2026-11-28T00:00:00Z' },
      ...{ state: 'ready', writes: 0, calls: 0, blockers: [] },
      ...{ trustPolicies: [], reason: 'new [cluster](x)' },
      counts: { ...NO_ITEMS, blocked: 1 },
    };
    const text = waveMarkdown(wave, [item]);
    expect(text).toContain('# Clone prod-eu to green');
    expect(text).toContain('Items: 1 (1 blocked)');
    expect(text).toContain('Reason: new \\[cluster\\](x)');
    expect(text).toContain(
      '| green/production/uploads | group:default/team | blocked | freeze: Frozen \\| \\<b\\>now\\</b\\> |',
    );
    expect(waveRow(item)).toMatchObject({ state: 'blocked', endedAt: '' });
  });
});
