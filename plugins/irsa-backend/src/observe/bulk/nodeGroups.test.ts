import {
  found,
  unknown,
  type AccessEntryFacts,
  type ObservedCluster,
} from '@backstage-irsa/core/model';
import { allNodeGroups, hasUnnamedNodes } from './nodeGroups';

const CLUSTER: ObservedCluster = {
  ...{ arn: '', issuer: '', endpoint: '', caData: '', version: '1.33' },
  ...{ accountId: '111122223333', region: 'eu-west-1', partition: 'aws' },
  autoMode: false,
};
const arnOf = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
/** Karpenter instances whose metadata service responds to pods. */
const KARPENTER = found(new Map([['', { hopLimit: 2, optionalTokens: true }]]));

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
    });
    expect(group.hopLimit).toEqual(unknown('Denied.'));
  });
});

describe('hasUnnamedNodes', () => {
  const groupsWith = (...accessEntries: AccessEntryFacts[]) =>
    allNodeGroups({
      ...{ cluster: CLUSTER, metadata: KARPENTER, accessEntries },
      groups: [{ name: 'general', nodeRoleArn: arnOf('general') }],
    });

  it.each([
    ['only node groups are known', groupsWith(), KARPENTER, true],
    [
      'an access entry names their role',
      groupsWith(entry('EC2_LINUX')),
      KARPENTER,
      false,
    ],
    [
      'all instances belong to node groups',
      groupsWith(),
      found(new Map([['general', { hopLimit: 1, optionalTokens: false }]])),
      false,
    ],
    ['the instances are unknown', groupsWith(), unknown<never>('no'), false],
  ])('decides when %s', (_, groups, metadata, expected) => {
    expect(hasUnnamedNodes(groups, metadata)).toBe(expected);
  });
});
