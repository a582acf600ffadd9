import { consentOf } from '@backstage-irsa/core/planning';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  EKS_ANNOTATIONS,
  type CheckResult,
  type IamServiceAccountSpec,
  type PlanStep,
  type Verification,
  type Violation,
} from '@backstage-irsa/core/model';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import {
  disableIpv6,
  setPodIdentityAgent,
  type AgentSource,
} from '@backstage-irsa/sandbox';
import { coreOf } from '../__testUtils__/coreOf';
import { whileDenied } from '../__testUtils__/denied';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

const SERVICE = 'pods.eks.amazonaws.com';

describe('EKS Pod Identity', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host?.stop());

  const world = () => host.sandbox.world;
  const account = () => world().accounts.get('111122223333')!;
  const cluster = () => world().clusters.get('prod-eu')!;
  const associations = () => [...cluster().podIdentityAssociations.values()];
  const associationOf = (name: string) =>
    associations().find(({ serviceAccount }) => serviceAccount === name);
  const roleOf = (arn: string) =>
    [...account().roles.values()].find(role => role.arn === arn)!;
  const core = () => coreOf(host.kubeconfig);
  const podSpec = (name: string, change: Partial<IamServiceAccountSpec> = {}) =>
    specOf({ name, mechanism: 'pod-identity', ...change });
  const actions = (steps: PlanStep[]) =>
    steps.map(({ id, action }) => `${action} ${id}`);
  const rulesOf = async (spec: object) => {
    const { body } = await host.post('/plans', { spec });
    return body.violations.map(
      ({ field, rule }: Violation) => `${field} ${rule}`,
    );
  };

  it('is set up with an association and a trust policy with tag conditions, before the ServiceAccount exists', async () => {
    const before = world().calls.count;
    const { status, body } = await host.put(podSpec('parcels'));
    expect(status).toBe(200);
    expect(
      world()
        .calls.since(before)
        .filter(({ write }) => write)
        .map(({ operation }) => operation),
    ).toEqual([
      'CreatePolicy',
      'CreateRole',
      'AttachRolePolicy',
      'CreatePodIdentityAssociation',
      'create serviceaccounts',
    ]);
    const { serviceAccount, verification } = body;
    expect(verification.status).toBe('verified');
    expect(verification.liveProof).toBeNull();
    expect(serviceAccount).toMatchObject({
      mechanism: 'pod-identity',
      association: { roleArn: serviceAccount.roleArn },
      drift: [],
    });
    expect(serviceAccount).not.toHaveProperty('annotatedRoleArn');
    expect(JSON.parse(roleOf(serviceAccount.roleArn).trustPolicy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: expect.stringMatching(/^BackstageIrsa[0-9a-f]{16}$/),
          Effect: 'Allow',
          Principal: { Service: SERVICE },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: {
            StringEquals: {
              'aws:RequestTag/eks-cluster-arn': cluster().arn,
              'aws:RequestTag/kubernetes-namespace': 'production',
              'aws:RequestTag/kubernetes-service-account': 'parcels',
            },
          },
        },
      ],
    });
    expect(associationOf('parcels')).toMatchObject({
      namespace: 'production',
      roleArn: serviceAccount.roleArn,
      disableSessionTags: false,
      tags: { 'backstage-irsa.dev/service-account': 'parcels' },
    });
    const { metadata } = await core().readNamespacedServiceAccount({
      namespace: 'production',
      name: 'parcels',
    });
    expect(metadata?.annotations).toEqual({
      'backstage-irsa.dev/entity': 'component:default/uploads',
    });
  });

  it('injects its variables into pods, and none of IRSA', async () => {
    const { spec } = await core().createNamespacedPod({
      namespace: 'production',
      body: {
        metadata: { name: 'parcels-0' },
        spec: {
          serviceAccountName: 'parcels',
          containers: [{ name: 'app', image: 'app' }],
        },
      },
    });
    const names = spec?.containers[0].env?.map(({ name }) => name);
    expect(names).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    expect(names).not.toContain('AWS_ROLE_ARN');
    const { body } = await host.put(podSpec('parcels'));
    expect(new Set(body.steps.map((s: PlanStep) => s.action))).toEqual(
      new Set(['none']),
    );
    expect(body.verification.status).toBe('verified');
  });

  it('is kept by a later spec without a mechanism, and cannot be replaced by another one', async () => {
    const { body } = await host.post('/plans', {
      spec: specOf({ name: 'parcels' }),
    });
    expect(body.violations).toEqual([]);
    expect(new Set(body.steps.map((s: PlanStep) => s.action))).toEqual(
      new Set(['none']),
    );
    expect(
      await rulesOf(specOf({ name: 'parcels', mechanism: 'irsa' })),
    ).toEqual(['mechanism mechanism-change']);
  });

  it('is reported as broken if the conditions of the trust policy were removed, and fixed', async () => {
    const { body } = await host.put(podSpec('letters'));
    const { id, roleArn } = body.serviceAccount;
    const role = roleOf(roleArn);
    const trust = JSON.parse(role.trustPolicy);
    delete trust.Statement[0].Condition;
    role.trustPolicy = JSON.stringify(trust);
    const { body: verification } = await host.post(
      `/service-accounts/${id}/verifications`,
      { live: false },
    );
    const scope = verification.checks.find(
      (check: CheckResult) => check.id === 'trust-scope',
    );
    expect(scope).toMatchObject({ result: 'warn', fault: 'no-subject' });
    const { body: read } = await host.get(`/service-accounts/${id}`);
    expect(actions(read.drift)).toEqual(['update role']);
    const { body: resolved } = await host.put(read.spec);
    expect(resolved.verification.status).toBe('verified');
  });

  it('is reported as missing if the association was deleted, and created again by the plan', async () => {
    const { body } = await host.put(podSpec('missed'));
    const { id, spec } = body.serviceAccount;
    cluster().podIdentityAssociations.delete(associationOf('missed')!.id);
    const { body: verification } = await host.post(
      `/service-accounts/${id}/verifications`,
      { live: false },
    );
    expect(verification.status).toBe('broken');
    const failed = ({ checks }: Verification) =>
      checks.filter(({ result }) => result === 'fail').map(check => check.id);
    expect(failed(verification)).toEqual(['association']);
    const { body: missed } = await host.get(`/service-accounts/${id}`);
    expect(missed.mechanism).toBe('pod-identity');
    expect(actions(missed.drift)).toEqual(['create pod-identity-association']);

    const { body: fixed } = await host.put(spec);
    expect(fixed.verification.status).toBe('verified');
  });

  it('is deleted with the association first', async () => {
    const { body } = await host.put(podSpec('goner'));
    const before = world().calls.count;
    const { status } = await host.delete(
      `/service-accounts/${body.serviceAccount.id}`,
    );
    expect(status).toBe(200);
    const writes = world()
      .calls.since(before)
      .filter(({ write }) => write)
      .map(({ operation }) => operation);
    expect(writes[0]).toBe('DeletePodIdentityAssociation');
    expect(writes).toContain('DeleteRole');
    expect(associationOf('goner')).toBeUndefined();
  });

  it('has a statement for each ServiceAccount of a shared role, and removes only its own', async () => {
    const shared = (name: string) => podSpec(name, { roleName: 'shared-pods' });
    const { body: one } = await host.put(shared('sharer-a'));
    const { body: two } = await host.put(shared('sharer-b'));
    expect(two.verification.status).toBe('verified');
    const role = roleOf(one.serviceAccount.roleArn);
    const names = () =>
      JSON.parse(role.trustPolicy).Statement.map(
        ({ Condition }: { Condition: { StringEquals: object } }) =>
          Object.values(Condition.StringEquals).pop(),
      );
    expect(names()).toEqual(['sharer-a', 'sharer-b']);
    await host.delete(`/service-accounts/${one.serviceAccount.id}`);
    expect(names()).toEqual(['sharer-b']);
    expect(associationOf('sharer-b')?.roleArn).toBe(role.arn);
  });

  it('is rolled back with everything created before, if the association cannot be created', async () => {
    account().serviceControlPolicies = [
      [
        {
          name: 'limit',
          document: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              {
                Effect: 'Deny',
                Action: 'eks:CreatePodIdentityAssociation',
                Resource: '*',
              },
            ],
          }),
        },
      ],
    ];
    const { body } = await host.put(podSpec('refused'), {
      Prefer: 'respond-async',
    });
    let operation = body;
    while (operation.status === 'running') {
      await sleep(50);
      operation = (await host.get(`/operations/${body.id}`)).body;
    }
    account().serviceControlPolicies = [];
    expect(operation.error.message).toContain(
      'eks:CreatePodIdentityAssociation',
    );
    await host.post(`/operations/${body.id}/rollbacks`, {});
    expect(
      [...account().roles.keys()].filter(name => name.startsWith('refused-')),
    ).toEqual([]);
  });

  it('limits sessions with a session policy, and then the trust policy requires the cluster', async () => {
    const sessionPolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
    };
    const spec = podSpec('narrow', { sessionPolicyDocument });
    const { body } = await host.post('/plans', { spec });
    expect(body.violations).toEqual([]);
    expect(body.trustPolicy.Statement[0].Condition).toEqual({
      StringEquals: {
        'aws:SourceAccount': '111122223333',
        'aws:SourceArn': cluster().arn,
      },
    });
    const { diff } = body.steps.find(
      ({ id }: PlanStep) => id === 'pod-identity-association',
    );
    expect(diff).toEqual(
      expect.arrayContaining([
        { field: 'disableSessionTags', before: null, after: true },
        { field: 'sessionPolicy', before: null, after: sessionPolicyDocument },
      ]),
    );
    expect(await rulesOf({ ...spec, roleName: 'shared' })).toEqual([
      'sessionPolicyDocument session-policy-shared',
    ]);
    expect(await rulesOf({ ...spec, mechanism: 'irsa' })).toEqual([
      'sessionPolicyDocument pod-identity-only',
    ]);
  });

  it('removes a session policy with a new association, after EKS has deleted the first', async () => {
    const spec = podSpec('narrowed', {
      sessionPolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
      },
    });
    expect((await host.put(spec)).status).toBe(200);
    const before = associationOf('narrowed')!;
    world().propagation.set({ associations: 150 });
    const { status, body } = await host.put(podSpec('narrowed'));
    world().propagation.set({ associations: 0 });
    expect([status, body.error]).toEqual([200, undefined]);
    const after = associationOf('narrowed')!;
    expect(after.id).not.toBe(before.id);
    expect(after.policy).toBeUndefined();
    expect(body.serviceAccount.drift).toEqual([]);
    expect(body.verification.status).toBe('verified');
  });

  it('is set up if EKS lists and uses the new association only later', async () => {
    world().propagation.set({ newAssociations: 400 });
    const { status, body } = await host.put(podSpec('listed-late'));
    world().propagation.set({ newAssociations: 0 });
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.verification.status).toBe('verified');
    expect(associationOf('listed-late')?.isNew).toBeUndefined();
  });

  it.each([
    ['audience', 'vault'],
    ['tokenExpirationSeconds', 3600],
    ['stsRegionalEndpoints', true],
  ])('refuses settings that only IRSA has: %s', async (field, value) => {
    expect(await rulesOf(podSpec('odd', { [field]: value }))).toEqual([
      `${field} irsa-only`,
    ]);
  });

  it('requires the agent, except in EKS Auto Mode', async () => {
    setPodIdentityAgent(world(), 'prod-eu', 'none');
    expect(await rulesOf(podSpec('lonely'))).toEqual([
      'mechanism pod-identity-agent',
    ]);
    cluster().autoMode = { nodeRoleArn: cluster().nodeGroups[0].nodeRoleArn };
    expect(await rulesOf(podSpec('lonely'))).toEqual([]);
    cluster().autoMode = undefined;
    setPodIdentityAgent(world(), 'prod-eu', 'add-on');
    expect(await rulesOf(podSpec('lonely'))).toEqual([]);
  });

  describe('is verified by the pods of its agent', () => {
    let id: string;
    beforeAll(async () => {
      const { body } = await host.put(podSpec('couriers'));
      id = body.serviceAccount.id;
      await core().createNamespacedPod({
        namespace: 'production',
        body: {
          metadata: { name: 'couriers-0' },
          spec: {
            serviceAccountName: 'couriers',
            containers: [{ name: 'app', image: 'app' }],
          },
        },
      });
    });
    afterAll(() => setPodIdentityAgent(world(), 'prod-eu', 'add-on'));

    const verify = async () => {
      const { body } = await host.post(
        `/service-accounts/${id}/verifications`,
        { live: false },
      );
      const { status, checks }: Verification = body;
      const bad = checks.filter(({ result }) => result !== 'pass');
      return [status, ...bad.map(check => `${check.id} ${check.result}`)];
    };

    it.each<[AgentSource, string[]]>([
      ['add-on', ['verified']],
      ['helm', ['verified']],
      ['helm-hybrid', ['verified']],
      ['add-on-without-pods', ['broken', 'pod-identity-agent fail']],
      ['none', ['degraded', 'pod-identity-agent warn']],
    ])('%s: %j', async (source, expected) => {
      setPodIdentityAgent(world(), 'prod-eu', source);
      expect(await verify()).toEqual(expected);
    });

    it('which crash on nodes without IPv6, regardless of the add-on status', async () => {
      setPodIdentityAgent(world(), 'prod-eu', 'add-on');
      disableIpv6(world(), 'prod-eu');
      expect(await verify()).toEqual(['broken', 'pod-identity-agent fail']);
      expect(await rulesOf(podSpec('lonely'))).toEqual([
        'mechanism pod-identity-agent',
      ]);
      for (const group of cluster().nodeGroups) group.withoutIpv6 = false;
    });
  });

  it.each([
    ['without an annotation', {}],
    [
      'next to an annotation',
      { [EKS_ANNOTATIONS.roleArn]: 'arn:aws:iam::111122223333:role/other' },
    ],
  ])('stays recorded while it cannot be read: %s', async (_, annotations) => {
    const { body } = await host.put(podSpec('remembered'));
    const { id, namespace, name } = body.serviceAccount;
    await core().patchNamespacedServiceAccount(
      { name, namespace, body: { metadata: { annotations } } },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
    const verify = () =>
      host.post(`/service-accounts/${id}/verifications`, { live: false });
    const recorded = async () => {
      const { association, roleArn, mechanism } = (
        await host.get(`/service-accounts/${id}`)
      ).body;
      return { association, roleArn, mechanism };
    };
    await verify();
    const before = await recorded();
    expect(before.association).toMatchObject({
      roleArn: body.serviceAccount.roleArn,
    });
    const action = 'eks:ListPodIdentityAssociations';
    const { body: unread } = await whileDenied(host, { action }, verify);
    expect(JSON.stringify(unread.checks)).toContain(action);
    expect(await recorded()).toEqual(before);
  });

  it.each([
    ['irsa', 'get serviceaccounts'],
    ['irsa', '*'],
    ['pod-identity', 'get serviceaccounts'],
    ['pod-identity', '*'],
  ] as const)(
    'does not change what is recorded with %s while the cluster refuses: %s',
    async (mechanism, operation) => {
      const { body } = await host.put(podSpec('lasting', { mechanism }));
      const { id } = body.serviceAccount;
      const recorded = async () => {
        const { verification, permissions, workloads, ...rest } = (
          await host.get(`/service-accounts/${id}`)
        ).body;
        return rest;
      };
      const before = await recorded();
      expect(before.roleArn).toEqual(expect.any(String));
      world().disturbances.replace([
        { kind: 'denied', service: 'kubernetes', operation },
      ]);
      await host.post(`/service-accounts/${id}/verifications`, { live: false });
      world().disturbances.replace([]);
      expect(await recorded()).toEqual(before);
      expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    },
  );

  it('does not change an association of somebody else until it may be adopted', async () => {
    const { body } = await host.put(podSpec('model'));
    const model = associationOf('model')!;
    const theirs = {
      ...model,
      id: 'a-theirs000000000',
      serviceAccount: 'foreign',
      tags: {} as Record<string, string>,
    };
    cluster().podIdentityAssociations.set(theirs.id, theirs);
    expect(body.verification.status).toBe('verified');
    expect(await rulesOf(podSpec('foreign'))).toEqual([
      'name not-managed-by-backstage',
    ]);
    const adopting = podSpec('foreign', { adopt: true });
    expect(await rulesOf(adopting)).toEqual(['adopt adoption-consent']);
    theirs.tags = {
      'backstage-irsa.dev/adopt': consentOf(
        adopting,
        new Date(Date.now() + 3_600_000),
      ),
    };
    expect(await rulesOf(adopting)).toEqual([]);
    theirs.tags = { 'eksctl.cluster.k8s.io/v1alpha1/cluster-name': 'prod-eu' };
    expect(await rulesOf(adopting)).toEqual(['adopt managed-by-other-tool']);
  });
});
