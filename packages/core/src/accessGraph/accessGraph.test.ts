import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import fc from 'fast-check';
import { clusterFacts } from '../__testUtils__/governance';
import type { RbacGrant } from '../model/inventory';
import type { EffectiveService } from '../model/types';
import { found, unknown } from '../model/observation';
import { findIndirectAccess } from '../rbac';
import { accessGraph } from './accessGraph';
import { buildGraph } from './build';
import { findBestCut, weighEdges } from './cut';
import { groupTwins } from './group';
import { countPaths } from './paths';
import type { AccessGraphInput, Graph, GraphEdge } from './types';

const ROLE = 'arn:aws:iam::111122223333:role/';
const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider';
const trusting = (...principals: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: principals.map(AWS => ({
    Effect: 'Allow',
    Principal: { AWS },
    Action: 'sts:AssumeRole',
  })),
});

const CLUSTERS = ['prod', 'staging'];
const NAMESPACES = ['shop', 'data'];

function service(name: string, resources = ['*']): EffectiveService {
  return {
    service: name,
    title: `Amazon ${name}`,
    levels: [
      {
        level: 'Read',
        extent: 'limited',
        entries: [
          { state: 'allowed', actions: [], resources, statements: [] },
          { state: 'blocked', actions: [], resources: ['b'], statements: [] },
        ],
      },
      {
        level: 'Write',
        extent: 'none',
        entries: [
          { state: 'blocked', actions: [], resources: ['b'], statements: [] },
        ],
      },
    ],
  };
}

function binding(
  name: string,
  groups: string[],
  namespace?: string,
  serviceAccounts: string[] = [],
): RbacGrant {
  const rule = { apiGroups: [''], resourceNames: serviceAccounts };
  return {
    binding: name,
    ...(namespace !== undefined && { namespace }),
    subjects: groups.map(group => ({ kind: 'Group', name: group })),
    rules: [
      { ...rule, resources: ['pods/exec'], verbs: ['create'] },
      { ...rule, resources: ['serviceaccounts/token'], verbs: ['create'] },
    ],
  };
}

/** Returns one ServiceAccount with its role, a group with indirect access, and a workload with 3 pods. */
function orders(change: Partial<AccessGraphInput> = {}): AccessGraphInput {
  return {
    serviceAccounts: [
      {
        id: 'orders',
        cluster: 'prod',
        namespace: 'shop',
        name: 'orders',
        roleId: 'r',
      },
    ],
    workloads: [
      {
        id: 'w',
        cluster: 'prod',
        name: 'deployment/orders',
        pods: 3,
        serviceAccountId: 'orders',
      },
    ],
    roles: [
      {
        id: 'r',
        arn: `${ROLE}orders-role`,
        name: 'orders-role',
        accountId: '111122223333',
        services: [service('s3', ['arn:aws:s3:::uploads/*']), service('sqs')],
      },
    ],
    assumedRoles: [],
    chains: [],
    clusters: [
      clusterFacts({
        name: 'prod',
        rbac: found([binding('RoleBinding shop/edit', ['dev'], 'shop')]),
        accessEntries: found([]),
      }),
    ],
    ...change,
  };
}

describe('accessGraph', () => {
  it('connects subjects and workloads with services, and returns the cheapest cut', () => {
    const { nodes, paths, bestCut } = accessGraph(orders());
    expect(nodes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'subject Group dev',
      'binding RoleBinding shop/edit',
      'workload deployment/orders',
      'service-account shop/orders',
      'role orders-role',
      'service Amazon s3',
      'service Amazon sqs',
    ]);
    expect(nodes).toContainEqual(
      expect.objectContaining({ methods: ['token', 'exec'], paths: 2 }),
    );
    expect(nodes).toContainEqual(
      expect.objectContaining({
        level: 'Read',
        resources: ['arn:aws:s3:::uploads/*'],
      }),
    );
    expect(paths).toBe(4);
    expect(bestCut).toEqual({
      from: 'subject prod Group dev',
      to: expect.stringContaining('RoleBinding shop/edit'),
      paths: 2,
      pods: 0,
    });
  });

  it('counts the pods that lose access if no subject can be cut off', () => {
    const clusters = [clusterFacts({ name: 'prod', rbac: unknown('Denied.') })];
    const { bestCut } = accessGraph(orders({ clusters }));
    expect(bestCut).toMatchObject({ paths: 2, pods: 3 });
  });

  it('has no path and no cut without a role', () => {
    const graph = accessGraph(orders({ roles: [] }));
    expect(graph.paths).toBe(0);
    expect(graph.bestCut).toBeUndefined();
  });

  it('starts paths at the principals of a trust policy, without a ServiceAccount', () => {
    const [role] = orders().roles;
    const trust = trusting(
      'arn:aws:iam::111122223333:user/ops/ana',
      '111122223333',
      'arn:aws:iam::444455556666:role/deploy',
      'arn:aws:iam::444455556666:role/denied',
      // A deleted principal, and a role of the graph.
      'AIDAEXAMPLE',
      role.arn,
    );
    const statements = trust.Statement as object[];
    const { nodes, edges } = buildGraph(
      orders({
        roles: [
          {
            ...role,
            trust: {
              ...trust,
              Statement: [
                ...statements,
                {
                  Effect: 'Allow',
                  Principal: '*',
                  Action: 'STS:Assume*',
                  Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
                },
                {
                  Effect: 'Deny',
                  Principal: { AWS: 'arn:aws:iam::444455556666:role/denied' },
                  Action: 'sts:AssumeRole',
                },
                {
                  Effect: 'Allow',
                  Principal: { Service: 'ec2.amazonaws.com' },
                  Action: 'sts:AssumeRole',
                },
              ],
            } as PolicyDocument,
          },
        ],
      }),
    );
    const trusted = edges.filter(
      ({ from, to }) => to === 'role r' && from.startsWith('principal'),
    );
    expect(
      trusted.map(({ from }) => nodes.find(({ id }) => id === from)!.name),
    ).toEqual([
      'IAM user ana',
      'AWS account 111122223333',
      'IAM role deploy',
      'Everybody in AWS (with conditions)',
    ]);
  });

  it.each<[string, object, string[]]>([
    [
      'of GitHub Actions by their subjects',
      {
        Principal: {
          Federated: `${PROVIDER}/token.actions.githubusercontent.com`,
        },
        Condition: {
          StringLike: {
            'token.actions.githubusercontent.com:sub': [
              'repo:acme/shop:*',
              'repo:acme/api:*',
            ],
          },
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          },
        },
      },
      [
        'repo:acme/shop:*, repo:acme/api:* of OIDC provider token.actions.githubusercontent.com',
      ],
    ],
    [
      'with conditions that do not name subjects',
      {
        Principal: { Federated: `${PROVIDER}/gitlab.example.com` },
        Condition: {
          StringNotLike: { 'gitlab.example.com:sub': 'project_path:acme/*' },
        },
      },
      ['OIDC provider gitlab.example.com (with conditions)'],
    ],
    [
      'of a statement with NotAction',
      {
        Principal: { AWS: 'arn:aws:iam::222233334444:user/ana' },
        Action: undefined,
        NotAction: 'sts:TagSession',
      },
      ['IAM user ana'],
    ],
    [
      'but not of a statement whose NotAction excludes assuming the role',
      {
        Principal: { AWS: 'arn:aws:iam::222233334444:user/ana' },
        Action: undefined,
        NotAction: 'sts:Assume*',
      },
      [],
    ],
    [
      'of a provider without an ARN',
      { Principal: { Federated: 'cognito-identity.amazonaws.com' } },
      ['Identity provider cognito-identity.amazonaws.com'],
    ],
    [
      'but not pods of EKS, which are workloads',
      {
        Principal: {
          Federated: `${PROVIDER}/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE`,
        },
      },
      [],
    ],
    [
      'but not a provider that the statement lets call only something else',
      {
        Principal: { Federated: `${PROVIDER}/gitlab.example.com` },
        Action: 'sts:AssumeRoleWithSAML',
      },
      [],
    ],
  ])('starts paths at web identities %s', (_, statement, expected) => {
    const [role] = orders().roles;
    const trust = {
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity' },
        ...statement,
      },
    } as PolicyDocument;
    const { nodes, edges } = buildGraph(
      orders({ roles: [{ ...role, trust }] }),
    );
    const starts = nodes.filter(({ id }) => id.startsWith('principal'));
    expect(starts.map(({ name }) => name)).toEqual(expected);
    expect(edges.filter(({ from }) => from.startsWith('principal'))).toEqual(
      starts.map(({ id }) => ({ from: id, to: 'role r' })),
    );
  });

  it('continues to roles that the role can assume, and from workloads to the roles of their nodes', () => {
    const [role] = orders().roles;
    const other = (name: string) => ({
      ...{ id: name, arn: `${ROLE}${name}`, name, accountId: '444455556666' },
      services: [service('kms')],
    });
    const input = orders({
      roles: [role, other('node')],
      assumedRoles: [other('reports')],
      chains: [
        { from: 'r', to: 'reports' },
        // Both roles of ServiceAccounts and nodes can be assumed too, also by each other.
        { from: 'r', to: 'node' },
        { from: 'node', to: 'r' },
        { from: 'reports', to: 'node' },
      ],
    });
    const graph = accessGraph({
      ...input,
      workloads: [
        ...input.workloads,
        {
          ...{ id: 'agent', cluster: 'prod', name: 'daemonset/agent', pods: 2 },
          serviceAccountId: null,
          nodeRoleIds: ['node', 'not visible'],
        },
      ],
    });
    const leads = graph.edges.map(({ from, to }) => `${from} > ${to}`);
    expect(leads.filter(lead => /^role .* > .*role /.test(lead))).toEqual([
      'role r > role reports',
      'role r > assumed role node',
      'role node > assumed role r',
    ]);
    expect(leads.filter(lead => lead.startsWith('workload agent'))).toEqual([
      'workload agent > role node',
    ]);
    expect(
      graph.nodes
        .filter(({ kind }) => kind === 'assumed-role')
        .map(({ name, objectId }) => `${name} ${objectId}`),
    ).toEqual(['orders-role r', 'node node', 'reports reports']);
  });

  it('has one node for an access policy of several principals', () => {
    const entry = (name: string) => ({
      principalArn: `arn:aws:iam::111122223333:role/${name}`,
      type: 'STANDARD',
      username: name,
      groups: [],
      policies: [
        {
          arn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy',
          namespaces: ['shop'],
        },
      ],
    });
    const { nodes } = accessGraph(
      orders({
        clusters: [
          clusterFacts({
            name: 'prod',
            rbac: found([]),
            accessEntries: found([entry('ana'), entry('bo')]),
          }),
        ],
      }),
    );
    expect(
      nodes.flatMap(({ kind, name, principals }) =>
        kind === 'binding' || kind === 'subject' ? [name, principals] : [],
      ),
    ).toEqual([
      'User ana',
      ['arn:aws:iam::111122223333:role/ana'],
      'User bo',
      ['arn:aws:iam::111122223333:role/bo'],
      'access policy AmazonEKSEditPolicy in shop',
      undefined,
    ]);
  });

  it('groups many subjects of one binding, except the ends of the cut', () => {
    const groups = Array.from({ length: 240 }, (_, at) => `g${at}`);
    const { nodes, paths } = accessGraph(
      orders({
        clusters: [
          clusterFacts({
            name: 'prod',
            rbac: found([
              binding('RoleBinding shop/edit', groups, 'shop'),
              binding('RoleBinding shop/admin', ['g5'], 'shop'),
            ]),
          }),
        ],
      }),
    );
    const subjects = nodes.filter(({ kind }) => kind === 'subject');
    expect(subjects.map(({ members }) => members)).toContain(232);
    expect(subjects.length).toBeLessThan(12);
    expect(paths).toBe(241 * 2 + 2);
  });
});

/** Returns every path as the indexes of its edges. */
function allPaths({ nodes, edges }: Graph): number[][] {
  const kindOf = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const walk = (id: string): number[][] =>
    kindOf.get(id) === 'service'
      ? [[]]
      : edges.flatMap(({ from, to }, at) =>
          from === id ? walk(to).map(rest => [at, ...rest]) : [],
        );
  return nodes
    .filter(({ kind }) => kind === 'subject' || kind === 'workload')
    .flatMap(({ id }) => walk(id));
}

/** Returns the cost of cutting an edge: the number of its paths, and the pods of workloads that lose a service. */
function costOf(graph: Graph, paths: number[][], cut: number) {
  const { nodes, edges } = graph;
  const reached = (id: string, without?: number) =>
    new Set(
      paths
        .filter(path => edges[path[0]].from === id)
        .filter(path => without === undefined || !path.includes(without))
        .map(path => edges[path.at(-1)!].to),
    ).size;
  const pods = nodes
    .filter(({ kind }) => kind === 'workload')
    .filter(({ id }) => reached(id, cut) < reached(id))
    .reduce((sum, one) => sum + (one.pods ?? 0), 0);
  return { paths: paths.filter(path => path.includes(cut)).length, pods };
}

const some = <T>(values: T[], maxLength = values.length) =>
  fc.subarray(values, { minLength: 0, maxLength });

const fleets: fc.Arbitrary<AccessGraphInput> = fc
  .record({
    accounts: fc.array(
      fc.record({
        cluster: fc.constantFrom(...CLUSTERS),
        namespace: fc.constantFrom(...NAMESPACES),
        roleId: fc.option(fc.constantFrom('r0', 'r1', 'r2')),
        workloads: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
        nodeRoleIds: some(['r0', 'r2'], 1),
      }),
      { maxLength: 5 },
    ),
    trusted: fc.array(some(['user/ana', 'user/bo', 'role/role-1']), {
      minLength: 4,
      maxLength: 4,
    }),
    chains: some(
      ['r0 r1', 'r1 r0', 'r2 r1', 'r0 last', 'r1 last', 'r2 last', 'last r0'],
      7,
    ),
    services: fc.array(some(['s3', 'sqs', 'sns', 'kms']), {
      minLength: 3,
      maxLength: 3,
    }),
    bindings: fc.array(
      fc.record({
        cluster: fc.constantFrom(...CLUSTERS),
        namespace: fc.option(fc.constantFrom(...NAMESPACES), {
          nil: undefined,
        }),
        groups: some(['a', 'b', 'c', 'd'], 4),
        names: some(['sa0', 'sa1', 'sa2'], 2),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ accounts, services, bindings, trusted, chains }) => ({
    serviceAccounts: accounts.map(({ cluster, namespace, roleId }, at) => ({
      ...{ id: `${at}`, cluster, namespace, roleId, name: `sa${at}` },
    })),
    workloads: accounts.flatMap(({ cluster, workloads, nodeRoleIds }, at) =>
      workloads.map((pods, index) => ({
        ...{ id: `${at}-${index}`, cluster, pods, serviceAccountId: `${at}` },
        ...{ name: `deployment/d${index}`, nodeRoleIds },
      })),
    ),
    roles: services.map((names, at) => ({
      ...{ id: `r${at}`, name: `role-${at}`, accountId: '111122223333' },
      arn: `${ROLE}role-${at}`,
      trust: trusting(
        ...trusted[at].map(name => `arn:aws:iam::111122223333:${name}`),
      ),
      services: names.map(name => service(name)),
    })),
    chains: chains.map(chain => {
      const [from, to] = chain.split(' ');
      return { from, to };
    }),
    assumedRoles: [
      {
        ...{ id: 'last', name: 'last', accountId: '444455556666' },
        arn: `${ROLE}last`,
        trust: trusting(
          ...trusted[3].map(name => `arn:aws:iam::111122223333:${name}`),
        ),
        services: [service('s3')],
      },
    ],
    clusters: CLUSTERS.map(name =>
      clusterFacts({
        name,
        rbac: found(
          bindings
            .filter(({ cluster }) => cluster === name)
            .map(({ groups, namespace, names }, at) =>
              binding(`Binding ${at}`, groups, namespace, names),
            ),
        ),
        accessEntries: found([]),
      }),
    ),
  }));

describe('accessGraph on 200 random fleets', () => {
  const RUNS = { numRuns: 200 };

  it('counts paths and pods, and finds the best cut, like an exhaustive search', () => {
    fc.assert(
      fc.property(fleets, input => {
        const graph = buildGraph(input);
        const paths = allPaths(graph);
        const counts = countPaths(graph);
        expect(counts.total).toBe(paths.length);
        for (const node of graph.nodes) {
          const touching = paths.filter(path =>
            path.some(
              at =>
                graph.edges[at].from === node.id ||
                graph.edges[at].to === node.id,
            ),
          );
          expect(counts.through(node)).toBe(touching.length);
        }
        const costs = graph.edges.map((edge, at) => ({
          ...edge,
          ...costOf(graph, paths, at),
        }));
        expect(weighEdges(graph)).toEqual(costs);
        const [best] = costs
          .filter(cost => cost.paths > 0)
          .map((cost, at) => ({ cost, at, gain: cost.paths / (1 + cost.pods) }))
          .sort(
            (a, b) =>
              b.gain - a.gain || a.cost.pods - b.cost.pods || a.at - b.at,
          );
        expect(accessGraph(input).bestCut).toEqual(best?.cost);
      }),
      RUNS,
    );
  });

  it('keeps every path when nodes are grouped', () => {
    fc.assert(
      fc.property(fleets, input => {
        const graph = buildGraph(input);
        const cut = findBestCut(weighEdges(graph));
        const keep = new Set(cut && [cut.from, cut.to]);
        const grouped = groupTwins(graph, { keep, most: 0 });
        expect(countPaths(grouped).total).toBe(countPaths(graph).total);
        if (!cut) return;
        const same = ({ from, to }: GraphEdge) =>
          from === cut.from && to === cut.to;
        expect(weighEdges(grouped).find(same)).toEqual(cut);
      }),
      RUNS,
    );
  });

  it('connects each ServiceAccount with the subjects of findIndirectAccess', () => {
    fc.assert(
      fc.property(fleets, input => {
        const { nodes, edges } = buildGraph(input);
        const before = (id: string) =>
          edges.filter(({ to }) => to === id).map(({ from }) => from);
        for (const account of input.serviceAccounts) {
          const facts = input.clusters.find(
            ({ name }) => name === account.cluster,
          )!;
          const subjects = before(`service-account ${account.id}`)
            .flatMap(before)
            .map(id => nodes.find(node => node.id === id)!.name);
          expect(new Set(subjects)).toEqual(
            new Set(findIndirectAccess(facts, account).map(one => one.subject)),
          );
        }
      }),
      RUNS,
    );
  });
});
