import {
  found,
  unknown,
  valueOf,
  type AccessEntryFacts,
  type ObservedCluster,
} from '@backstage-irsa/core/model';
import { allNodeGroups, unnamedNodesOf } from './nodeGroups';

const CLUSTER: ObservedCluster = {
  ...{ arn: '', issuer: '', endpoint: '', caData: '', version: '1.33' },
  ...{ accountId: '111122223333', region: 'eu-west-1', partition: 'aws' },
  autoMode: false,
};
const arnOf = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
/** Karpenter instances whose metadata service responds to pods. */
const KARPENTER = found(new Map([['', { hopLimit: 2, optionalTokens: true }]]));

const profileOf = (name: string) =>
  `arn:aws:iam::111122223333:instance-profile/${name}`;
const NO_PROFILES = new Map<string, string>();

const entry = (type: string, name = type): AccessEntryFacts => ({
  ...{ principalArn: arnOf(name), type, groups: ['system:nodes'] },
  ...{ username: 'system:node:{{SessionName}}', policies: [] },
});

describe('allNodeGroups', () => {
  it.each<
    [
      type: string,
      kind: string | undefined,
      hopLimit: number | undefined,
      isOptional: true | undefined,
    ]
  >([
    ['EC2_LINUX', 'self-managed', 2, true],
    ['EC2_WINDOWS', 'self-managed', 2, true],
    ['EC2', 'auto-mode', 1, undefined],
    ['FARGATE_LINUX', undefined, undefined, undefined],
    ['HYBRID_LINUX', undefined, undefined, undefined],
    ['HYPERPOD_LINUX', undefined, undefined, undefined],
    ['STANDARD', undefined, undefined, undefined],
    ['', undefined, undefined, undefined],
  ])('reads an entry of type %j as %s', (type, kind, hopLimit, isOptional) => {
    const groups = allNodeGroups({
      ...{ cluster: CLUSTER, groups: [], metadata: KARPENTER },
      profiles: NO_PROFILES,
      accessEntries: [entry(type)],
    });
    expect(groups).toEqual(
      kind === undefined
        ? []
        : [
            {
              ...{ name: type, kind, nodeRoleArn: arnOf(type) },
              hopLimit: { state: 'found', value: hopLimit },
              ...(isOptional && { optionalTokens: true }),
            },
          ],
    );
  });

  it('lists each role once, and keeps Auto Mode apart from other instances', () => {
    const groups = allNodeGroups({
      cluster: {
        ...CLUSTER,
        ...{ autoMode: true, autoModeNodeRoleArn: arnOf('auto') },
      },
      groups: [{ name: 'general', nodeRoleArn: arnOf('general') }],
      accessEntries: [
        entry('EC2', 'auto'),
        entry('EC2_LINUX', 'general'),
        entry('EC2_LINUX', 'karpenter'),
      ],
      metadata: KARPENTER,
      profiles: NO_PROFILES,
    });
    expect(groups).toMatchObject([
      { name: 'general', kind: 'managed', hopLimit: { state: 'absent' } },
      {
        ...{ name: 'auto-mode', kind: 'auto-mode' },
        hopLimit: { state: 'found', value: 1 },
      },
      { name: 'karpenter', kind: 'self-managed', optionalTokens: true },
    ]);
    expect(groups[1]).not.toHaveProperty('optionalTokens');
  });

  it('reports an unknown hop limit if the instances cannot be read', () => {
    const [group] = allNodeGroups({
      ...{ cluster: CLUSTER, groups: [], accessEntries: [entry('EC2_LINUX')] },
      metadata: unknown('Denied.'),
      profiles: NO_PROFILES,
    });
    expect(group.hopLimit).toEqual(unknown('Denied.'));
  });

  it('finds the role of other instances by their instance profile', () => {
    const open = { hopLimit: 2, optionalTokens: false };
    const closed = { hopLimit: 1, optionalTokens: false };
    const read = {
      cluster: {
        ...CLUSTER,
        ...{ autoMode: true, autoModeNodeRoleArn: arnOf('auto') },
      },
      groups: [{ name: 'general', nodeRoleArn: arnOf('general') }],
      accessEntries: [entry('EC2_LINUX', 'karpenter')],
      metadata: found(
        new Map([
          ['general', closed],
          ...['auto', 'general', 'karpenter', 'mapped'].map(
            name =>
              [profileOf(name), name === 'mapped' ? open : closed] as const,
          ),
        ]),
      ),
      profiles: new Map(
        ['auto', 'general', 'karpenter', 'mapped'].map(name => [
          profileOf(name),
          arnOf(name),
        ]),
      ),
    };
    const hopLimits = allNodeGroups(read).map(({ name, kind, hopLimit }) => [
      ...[name, kind, valueOf(hopLimit)],
    ]);
    expect(hopLimits).toEqual([
      ['general', 'managed', 1],
      ['auto-mode', 'auto-mode', 1],
      ['karpenter', 'self-managed', 1],
      ['general', 'self-managed', 1],
      ['mapped', 'self-managed', 2],
    ]);
    const [, , karpenter] = allNodeGroups({
      ...read,
      profiles: new Map([[profileOf('karpenter'), arnOf('karpenter')]]),
    });
    // The open instances have an unknown role, possibly this one.
    expect(valueOf(karpenter.hopLimit)).toBe(2);
  });
});

describe('unnamedNodesOf', () => {
  const reasonOf = (change: Partial<Parameters<typeof unnamedNodesOf>[1]>) =>
    unnamedNodesOf('prod', {
      ...{ cluster: CLUSTER, metadata: KARPENTER, accessEntries: [] },
      ...{ groups: [{ name: 'general', nodeRoleArn: arnOf('general') }] },
      ...{ profiles: NO_PROFILES, ...change },
    });
  const options = { hopLimit: 1, optionalTokens: false };
  const own = found(new Map([[profileOf('own'), options]]));

  it.each<[string, Parameters<typeof reasonOf>[0], unknown]>([
    ['only node groups are known', {}, expect.stringContaining('EC2_LINUX')],
    [
      'an instance profile has an unknown role',
      { metadata: own },
      expect.stringContaining('instance profile'),
    ],
    [
      'the instance profile has a known role',
      { metadata: own, profiles: new Map([[profileOf('own'), arnOf('own')]]) },
      undefined,
    ],
    [
      'an access entry names their role',
      { accessEntries: [entry('EC2_LINUX')] },
      undefined,
    ],
    [
      'an access entry names only the role of a node group',
      { accessEntries: [entry('EC2_LINUX', 'general')] },
      expect.any(String),
    ],
    [
      'all instances belong to node groups',
      { metadata: found(new Map([['general', options]])) },
      undefined,
    ],
    ['the instances are unknown', { metadata: unknown('no') }, 'no'],
  ])('decides when %s', (_, change, expected) => {
    expect(reasonOf(change)).toEqual(expected);
  });
});
