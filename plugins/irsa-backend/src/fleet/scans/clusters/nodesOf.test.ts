import {
  absent,
  found,
  unknown,
  type NodeGroupFacts,
  type Observation,
} from '@backstage-irsa/core/model';
import { nodesOf } from './nodesOf';

const group = (
  name: string,
  hopLimit: number,
  kind: NodeGroupFacts['kind'] = 'managed',
): NodeGroupFacts => ({
  name,
  kind,
  nodeRoleArn: `arn:aws:iam::111122223333:role/${name}`,
  hopLimit: found(hopLimit),
});
const OPEN = group('open', 2);
const CLOSED = group('closed', 1);
const OWN = group('own', 2, 'self-managed');
const LABELS = found(
  new Map([
    ['node-open', 'open'],
    ['node-closed', 'closed'],
    ['node-fargate', 'fargate'],
    ['node-own', ''],
    ['node-late', 'late'],
  ]),
);
const UNREAD: Observation<Map<string, string>> = unknown(
  'Forbidden.',
  'list nodes',
);

describe('the nodes of a workload', () => {
  it.each([
    ['on an open node', ['node-open'], 'all-pods', ['open']],
    ['on a closed node', ['node-closed'], 'host-network-only', ['closed']],
    [
      'on an open and a closed node',
      ['node-closed', 'node-open'],
      'all-pods',
      ['closed', 'open'],
    ],
    ['on Fargate', ['node-fargate'], 'host-network-only', []],
    ['on a self-managed node', ['node-own'], 'all-pods', ['own']],
    ['on a node of an unread group', ['node-late'], 'unknown', []],
    [
      'on a closed node and one of an unread group',
      ['node-closed', 'node-late'],
      'unknown',
      ['closed'],
    ],
    [
      'on a node that the list lacks',
      ['node-new'],
      'unknown',
      ['open', 'closed', 'own'],
    ],
    ['that is not scheduled yet', [], 'unknown', ['open', 'closed', 'own']],
  ])('%s', (_, names, reach, roles) => {
    const facts = { nodeGroups: found([OPEN, CLOSED, OWN]) };
    expect(nodesOf(names, facts, LABELS)).toEqual({
      reach,
      roleArns: roles.map(name => group(name, 1).nodeRoleArn),
    });
  });

  const OTHERS = 'Instances have no group.';
  it.each<[string, NodeGroupFacts[], string | undefined, string]>([
    ['all groups are closed', [CLOSED], undefined, 'host-network-only'],
    [
      'all groups are open, or pods run on Fargate',
      [OPEN],
      undefined,
      'unknown',
    ],
    ['some groups are open', [OPEN, CLOSED], undefined, 'unknown'],
    ['other nodes have an unknown role', [CLOSED], OTHERS, 'unknown'],
  ])('when nodes were not read and %s', (_, groups, unnamedNodes, reach) => {
    const facts = { nodeGroups: found(groups), unnamedNodes };
    expect(nodesOf(['node-open'], facts, UNREAD)).toMatchObject({ reach });
  });

  it('are unknown without the node groups', () => {
    const readings: Observation<NodeGroupFacts[]>[] = [
      absent(),
      unknown('Forbidden.'),
    ];
    for (const nodeGroups of readings) {
      expect(nodesOf(['node-open'], { nodeGroups }, LABELS)).toEqual({
        reach: 'unknown',
        roleArns: [],
      });
    }
  });
});
