import fc from 'fast-check';
import { clusterFacts } from '../__testUtils__/governance';
import type {
  AccessEntryFacts,
  RbacGrant,
  RbacSubject,
} from '../model/inventory';
import { found, unknown } from '../model/observation';
import { findIndirectAccess } from './indirectAccess';
import { createIndirectSubjects } from './indirectSubjects';
import type { RbacRule } from './escalationMethods';

const REF = { namespace: 'production', name: 'orders' };
const DEVELOPERS: RbacSubject = { kind: 'Group', name: 'developers' };

function rule(
  verbs: string[],
  resources: string[],
  resourceNames: string[] = [],
  apiGroups: string[] = [
    '',
    'apps',
    'batch',
    'rbac.authorization.k8s.io',
    'admissionregistration.k8s.io',
  ],
): RbacRule {
  return { verbs, resources, resourceNames, apiGroups };
}

function grant(change: Partial<RbacGrant> = {}): RbacGrant {
  return {
    binding: 'ClusterRoleBinding developers',
    subjects: [DEVELOPERS],
    rules: [],
    ...change,
  };
}

const ways = (...grants: RbacGrant[]) =>
  findIndirectAccess(clusterFacts({ rbac: found(grants) }), REF).map(
    ({ method }) => method,
  );

describe('findIndirectAccess', () => {
  it.each<[string, RbacRule, string[]]>([
    [
      'tokens of any ServiceAccount',
      rule(['create'], ['serviceaccounts/token']),
      ['token'],
    ],
    [
      'the token subresource of any resource',
      rule(['create'], ['*/token']),
      ['token'],
    ],
    [
      'tokens of the ServiceAccount by name',
      rule(['create'], ['serviceaccounts/token'], ['orders']),
      ['token'],
    ],
    [
      'tokens of another ServiceAccount',
      rule(['create'], ['serviceaccounts/token'], ['x']),
      [],
    ],
    [
      'ServiceAccounts, but not their tokens',
      rule(['*'], ['serviceaccounts'], [], ['']),
      ['impersonate'],
    ],
    ['creation of pods', rule(['create'], ['pods']), ['create-pod']],
    [
      'creation of pods limited by name, which RBAC never allows',
      rule(['create'], ['pods'], ['orders']),
      [],
    ],
    ['reads of pods', rule(['get', 'list', 'watch'], ['pods', 'pods/log']), []],
    ['changes of pods', rule(['patch'], ['pods']), ['exec']],
    ['exec', rule(['create'], ['pods/exec']), ['exec']],
    ['exec with get, as for WebSocket', rule(['get'], ['pods/exec']), ['exec']],
    ['subresources of pods, but not pods', rule(['create'], ['pods/*']), []],
    ['attach', rule(['create'], ['pods/attach']), ['exec']],
    [
      'ephemeral containers',
      rule(['patch'], ['pods/ephemeralcontainers']),
      ['exec'],
    ],
    ['port forwarding', rule(['create'], ['pods/portforward']), []],
    [
      'changes of deployments',
      rule(['patch'], ['deployments']),
      ['workload-controller'],
    ],
    [
      'changes of cron jobs',
      rule(['update'], ['cronjobs']),
      ['workload-controller'],
    ],
    [
      'changes of jobs, whose pod template is immutable',
      rule(['update', 'patch'], ['jobs']),
      [],
    ],
    ['creation of jobs', rule(['create'], ['jobs']), ['workload-controller']],
    [
      'changes of one deployment',
      rule(['patch'], ['deployments'], ['orders']),
      ['workload-controller'],
    ],
    [
      'changes of the scale of deployments',
      rule(['patch'], ['deployments/scale']),
      [],
    ],
    [
      'deployments of another API group',
      rule(['create'], ['deployments'], [], ['x.io']),
      [],
    ],
    [
      'impersonation of the ServiceAccount',
      rule(['impersonate'], ['serviceaccounts'], ['orders']),
      ['impersonate'],
    ],
    [
      'impersonation of users',
      rule(['impersonate'], ['users']),
      ['impersonate'],
    ],
    [
      'impersonation of one user',
      rule(['impersonate'], ['users'], ['jane']),
      [],
    ],
    [
      'impersonation of system:masters',
      rule(['impersonate'], ['groups'], ['system:masters']),
      ['impersonate'],
    ],
    ['the proxy of nodes', rule(['get'], ['nodes/proxy']), ['node-proxy']],
    ['reads of nodes', rule(['get'], ['nodes']), []],
    [
      'escalation of cluster roles',
      rule(['escalate'], ['clusterroles']),
      ['escalate'],
    ],
    [
      'binding of any cluster role',
      rule(['bind'], ['clusterroles']),
      ['escalate'],
    ],
    [
      'binding of the cluster role view',
      rule(['bind'], ['clusterroles'], ['view']),
      [],
    ],
    [
      'binding of the cluster role admin',
      rule(['bind'], ['clusterroles'], ['admin']),
      ['escalate'],
    ],
    [
      'changes of roles and role bindings',
      rule(['create', 'update'], ['roles', 'rolebindings']),
      [],
    ],
    [
      'changes of mutating webhooks',
      rule(['patch'], ['mutatingwebhookconfigurations']),
      ['admission-webhook'],
    ],
    [
      'changes of validating webhooks',
      rule(['patch'], ['validatingwebhookconfigurations']),
      [],
    ],
    [
      'changes of ConfigMaps if aws-auth maps nobody',
      rule(['update', 'patch'], ['configmaps']),
      [],
    ],
    ['Secrets, whose tokens AWS rejects', rule(['*'], ['secrets']), []],
    [
      'everything',
      rule(['*'], ['*'], [], ['*']),
      [
        'token',
        'create-pod',
        'workload-controller',
        'exec',
        'impersonate',
        'node-proxy',
        'escalate',
        'admission-webhook',
      ],
    ],
  ])('finds the methods of a rule: %s', (_, one, expected) => {
    expect(ways(grant({ rules: [one] }))).toEqual(expected);
  });

  it('counts permissions in the namespace, and cluster-scoped ones only if they are cluster-wide', () => {
    const all = rule(['*'], ['*'], [], ['*']);
    const inNamespace = (namespace: string) =>
      ways(grant({ namespace, rules: [all] }));
    expect(inNamespace('other')).toEqual([]);
    expect(inNamespace('production')).not.toContain('node-proxy');
    expect(inNamespace('production')).toContain('token');
    const nodes = rule(['get'], ['nodes/proxy']);
    expect(ways(grant({ namespace: 'production', rules: [nodes] }))).toEqual(
      [],
    );
  });

  it('merges bindings with the same subject and method into one entry', () => {
    const rules = [rule(['create'], ['pods'])];
    const cluster = clusterFacts({
      rbac: found([
        grant({ namespace: 'production', binding: 'RoleBinding a', rules }),
        grant({ namespace: 'production', binding: 'RoleBinding b', rules }),
      ]),
    });
    expect(findIndirectAccess(cluster, REF)).toEqual([
      {
        cluster: 'prod-eu',
        subject: 'Group developers',
        method: 'create-pod',
        grantedBy: 'RoleBinding a, RoleBinding b',
        namespaces: ['production'],
      },
    ]);
  });

  it('names the objects to which a permission is limited', () => {
    const rules = [rule(['create'], ['pods/exec'], ['orders-0'])];
    const cluster = clusterFacts({ rbac: found([grant({ rules })]) });
    expect(findIndirectAccess(cluster, REF)[0].grantedBy).toBe(
      'ClusterRoleBinding developers (only orders-0)',
    );
  });

  it('excludes the ServiceAccount itself, the cluster, and Backstage, but not broad groups', () => {
    const subjects: RbacSubject[] = [
      { kind: 'ServiceAccount', ...REF },
      { kind: 'User', name: 'system:serviceaccount:production:orders' },
      { kind: 'User', name: 'system:kube-controller-manager' },
      { kind: 'User', name: 'eks:node-manager' },
      { kind: 'Group', name: 'system:nodes' },
      { kind: 'Group', name: 'system:masters' },
      {
        kind: 'ServiceAccount',
        namespace: 'kube-system',
        name: 'job-controller',
      },
      { kind: 'ServiceAccount', namespace: 'backstage', name: 'prover' },
      { kind: 'User', name: 'system:anonymous' },
      { kind: 'Group', name: 'system:authenticated' },
      { kind: 'Group', name: 'system:serviceaccounts:ci' },
      { kind: 'User', name: 'system:serviceaccount:ci:deployer' },
    ];
    const cluster = clusterFacts({
      rbac: found([grant({ subjects, rules: [rule(['create'], ['pods'])] })]),
      ownServiceAccounts: ['backstage/prover'],
    });
    expect(
      findIndirectAccess(cluster, REF).map(({ subject }) => subject),
    ).toEqual([
      'User system:anonymous',
      'Group system:authenticated',
      'Group system:serviceaccounts:ci',
      'ServiceAccount ci/deployer',
    ]);
  });

  describe('of a cluster whose ConfigMap aws-auth possibly maps principals', () => {
    const indirectAccess = (...grants: RbacGrant[]) =>
      findIndirectAccess(
        clusterFacts({
          rbac: found(grants),
          accessEntries: unknown('The cluster uses aws-auth.'),
        }),
        REF,
      );

    it('includes the group system:masters', () => {
      expect(
        indirectAccess(
          grant({
            binding: 'ClusterRoleBinding cluster-admin',
            subjects: [{ kind: 'Group', name: 'system:masters' }],
            rules: [rule(['create'], ['pods'])],
          }),
        ),
      ).toMatchObject([{ subject: 'Group system:masters' }]);
    });

    it.each<[string, string | undefined, string[], number]>([
      ['in the whole cluster', undefined, [], 1],
      ['in kube-system', 'kube-system', [], 1],
      ['of aws-auth', 'kube-system', ['aws-auth'], 1],
      ['of another ConfigMap', 'kube-system', ['coredns'], 0],
      ['in the namespace', 'production', [], 0],
    ])('counts changes of ConfigMaps %s', (_, namespace, names, count) => {
      const access = indirectAccess(
        grant({ namespace, rules: [rule(['patch'], ['configmaps'], names)] }),
      );
      expect(access).toEqual(
        Array(count).fill({
          cluster: 'prod-eu',
          subject: 'Group developers',
          method: 'aws-auth',
          grantedBy: 'ClusterRoleBinding developers',
        }),
      );
    });

    it('counts other permissions in kube-system only there', () => {
      const rules = [rule(['create'], ['pods'])];
      expect(
        indirectAccess(grant({ namespace: 'kube-system', rules })),
      ).toEqual([]);
    });
  });

  it('returns nothing if RBAC and access entries were not read', () => {
    const cluster = clusterFacts({
      rbac: unknown('Denied.'),
      accessEntries: unknown('Denied.'),
    });
    expect(findIndirectAccess(cluster, REF)).toEqual([]);
  });
});

describe('access entries', () => {
  const policy = (name: string, namespaces?: string[]) => ({
    arn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
    ...(namespaces && { namespaces }),
  });
  const entry = (change: Partial<AccessEntryFacts>): AccessEntryFacts => ({
    principalArn: 'arn:aws:iam::111122223333:role/Jane',
    type: 'STANDARD',
    username: 'jane',
    groups: [],
    policies: [],
    ...change,
  });
  const indirectAccess = (
    entries: AccessEntryFacts[],
    rbac: RbacGrant[] = [],
  ) =>
    findIndirectAccess(
      clusterFacts({ accessEntries: found(entries), rbac: found(rbac) }),
      REF,
    );

  it.each([
    ['AmazonEKSClusterAdminPolicy', undefined, 1],
    ['AmazonEKSAdminPolicy', ['production'], 1],
    ['AmazonEKSEditPolicy', ['other'], 0],
    ['AmazonEKSEditPolicy', ['other', 'prod*'], 1],
    ['AmazonEKSEditPolicy', ['*-production'], 0],
    ['AmazonEKSEditPolicy', ['*'], 1],
    ['AmazonEKSViewPolicy', undefined, 0],
    ['AmazonEKSAdminViewPolicy', undefined, 0],
  ])('are evaluated for %s in %j', (name, namespaces, count) => {
    const policies = [policy(name, namespaces)];
    expect(indirectAccess([entry({ policies })])).toHaveLength(count);
  });

  it('return the principal of a policy', () => {
    const policies = [policy('AmazonEKSEditPolicy', ['production'])];
    expect(indirectAccess([entry({ policies })])).toEqual([
      {
        cluster: 'prod-eu',
        subject: 'User jane',
        method: 'access-entry',
        grantedBy:
          'access policy AmazonEKSEditPolicy of arn:aws:iam::111122223333:role/Jane',
        namespaces: ['production'],
        principals: ['arn:aws:iam::111122223333:role/Jane'],
      },
    ]);
  });

  it('return the principals of a group with RBAC permissions', () => {
    const rules = [rule(['create'], ['pods'])];
    expect(
      indirectAccess(
        [
          entry({ groups: ['developers'] }),
          entry({
            principalArn: 'arn:aws:iam::111122223333:role/Joe',
            groups: ['developers'],
          }),
          entry({
            principalArn: 'arn:aws:iam::111122223333:role/X',
            groups: ['x'],
          }),
        ],
        [grant({ rules })],
      ),
    ).toMatchObject([
      {
        method: 'create-pod',
        principals: [
          'arn:aws:iam::111122223333:role/Jane',
          'arn:aws:iam::111122223333:role/Joe',
        ],
      },
    ]);
  });

  it('exclude entries of nodes', () => {
    const username = 'system:node:{{EC2PrivateDNSName}}';
    const policies = [policy('AmazonEKSClusterAdminPolicy')];
    expect(indirectAccess([entry({ username, policies })])).toEqual([]);
  });
});

/** Returns whether the API server allows a request, by its own rules. Does not use the code under test. */
function apiServerAllows(
  grants: RbacGrant[],
  ask: {
    verb: string;
    group: string;
    resource: string;
    namespace?: string;
    name: string;
  },
): boolean {
  for (const { namespace, rules } of grants) {
    if (namespace !== undefined && namespace !== ask.namespace) continue;
    for (const one of rules) {
      const verb = one.verbs.some(text => text === '*' || text === ask.verb);
      const group = one.apiGroups.some(
        text => text === '*' || text === ask.group,
      );
      const [, sub] = ask.resource.split('/');
      const resource = one.resources.some(
        text =>
          text === '*' ||
          text === ask.resource ||
          (sub !== undefined && text === `*/${sub}`),
      );
      const name =
        one.resourceNames.length === 0 ||
        one.resourceNames.some(text => text === ask.name);
      if (verb && group && resource && name) return true;
    }
  }
  return false;
}

describe('findIndirectAccess on random rules', () => {
  const some = (...values: string[]) =>
    fc.subarray(values, { minLength: 1, maxLength: 2 });
  const rarelyAll = (...values: string[]) =>
    fc.oneof(
      { weight: 5, arbitrary: some(...values) },
      { weight: 1, arbitrary: fc.constant<string[]>(['*']) },
    );
  const rules = fc.array(
    fc.record({
      verbs: rarelyAll('create', 'get', 'patch', 'impersonate', 'list'),
      apiGroups: rarelyAll('', 'apps', 'batch'),
      resources: rarelyAll(
        'pods',
        'pods/exec',
        'serviceaccounts',
        'serviceaccounts/token',
        'deployments',
        'nodes/proxy',
        '*/token',
        '*/exec',
      ),
      resourceNames: fc.oneof(
        fc.constant<string[]>([]),
        some('orders', 'other'),
      ),
    }),
    { maxLength: 3 },
  );
  const grants = fc.array(
    fc.record(
      {
        binding: fc.constant('Binding'),
        namespace: fc.constantFrom('production', 'other'),
        subjects: fc.constant<RbacSubject[]>([DEVELOPERS]),
        rules,
      },
      { requiredKeys: ['binding', 'subjects', 'rules'] },
    ),
    { maxLength: 4 },
  );

  it('agrees with the API server on tokens, pods, and impersonation', () => {
    fc.assert(
      fc.property(grants, given => {
        const can = (verb: string, resource: string, name: string) =>
          apiServerAllows(given, {
            verb,
            group: '',
            resource,
            name,
            namespace: REF.namespace,
          });
        const told = ways(...given);
        expect({
          token: told.includes('token'),
          pods: told.includes('create-pod'),
        }).toEqual({
          token: can('create', 'serviceaccounts/token', REF.name),
          pods: can('create', 'pods', ''),
        });
        const canImpersonate = can('impersonate', 'serviceaccounts', REF.name);
        // Impersonation of users and groups also counts, so the result can be more, never less.
        expect(told.includes('impersonate') || !canImpersonate).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('treats a cluster-wide permission as one in each namespace', () => {
    fc.assert(
      fc.property(grants, given => {
        const everywhere = given.map(({ namespace: _, ...rest }) => rest);
        const before = new Set(ways(...given));
        const after = new Set(ways(...everywhere));
        expect([...before].filter(method => !after.has(method))).toEqual([]);
      }),
    );
  });
});

describe('createIndirectSubjects', () => {
  const grants = [
    grant({ rules: [rule(['create'], ['pods'])], namespace: 'production' }),
    grant({
      subjects: [{ kind: 'ServiceAccount', ...REF }],
      rules: [rule(['create'], ['pods/exec', 'serviceaccounts/token'])],
    }),
  ];
  const facts = clusterFacts({ rbac: found(grants) });

  it.each([REF, { ...REF, name: 'invoices' }, { ...REF, namespace: 'data' }])(
    'returns the subjects of findIndirectAccess: %j',
    ref => {
      const subjects = createIndirectSubjects([facts]);
      const expected = [
        ...new Set(findIndirectAccess(facts, ref).map(one => one.subject)),
      ];
      const asked = { ...ref, cluster: facts.name };
      expect(subjects(asked)).toEqual(expected);
      expect(subjects(asked)).toEqual(expected);
    },
  );

  it('returns undefined for clusters that were not read', () => {
    const subjects = createIndirectSubjects([
      clusterFacts({ rbac: unknown('Denied.') }),
    ]);
    expect(subjects({ ...REF, cluster: facts.name })).toBeUndefined();
    expect(subjects({ ...REF, cluster: 'other' })).toBeUndefined();
  });
});
