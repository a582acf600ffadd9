import { mockCredentials } from '@backstage/backend-test-utils';
import {
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node';
import {
  EKS_ANNOTATIONS,
  type IamServiceAccountSpec,
  type OperationStep,
} from '@backstage-irsa/core/model';
import request from 'supertest';
import { API, startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const ATTACKER = 'user:default/attacker';
const ROLE = EKS_ANNOTATIONS.roleArn;
const THEIRS = { 'example.com/theirs': 'kept' };
const rule = (owner: string, namespaces: string[]) => ({
  ...{ owners: [owner], clusters: ['*'], namespaces, resources: ['*'] },
});

describe('an existing ServiceAccount without a mark of a tool, with annotate-existing', () => {
  let host: TestHost;
  let core: CoreV1Api;

  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('uploads', TEAM),
        componentOf('theirs', OTHERS),
      ],
      users: { [ATTACKER]: [OTHERS] },
      irsa: {
        namespaceRules: [rule(TEAM, ['*']), rule(OTHERS, ['shared'])],
      },
    });
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(host.kubeconfig);
    core = kubeConfig.makeApiClient(CoreV1Api);
    await core.createNamespace({ body: { metadata: { name: 'shared' } } });
  });
  afterAll(() => host?.stop());

  /** As a person makes it by kubectl. */
  const specFor = async (change: Partial<IamServiceAccountSpec>) => {
    const spec = specOf({ serviceAccount: 'existing', ...change });
    const { namespace, name } = spec;
    const body = { metadata: { name, annotations: THEIRS } };
    await core.createNamespacedServiceAccount({ namespace, body });
    return spec;
  };
  const read = async ({ namespace, name }: IamServiceAccountSpec) =>
    (await core.readNamespacedServiceAccount({ namespace, name })).metadata!;
  const annotate = (
    { namespace, name }: IamServiceAccountSpec,
    annotations: Record<string, string | null>,
  ) =>
    core.patchNamespacedServiceAccount(
      {
        ...{ namespace, name, fieldManager: 'kubectl-annotate' },
        body: { metadata: { annotations } },
      },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
  const apply = async (spec: IamServiceAccountSpec) => {
    const { status, body } = await host.put(spec);
    if (status !== 200) throw new Error(body.error.message);
    return body;
  };
  const planOf = async (spec: IamServiceAccountSpec) =>
    (await host.post('/plans', { spec })).body;
  const stepOf = (steps: OperationStep[]) =>
    steps.find(({ target }) => target.kind === 'service-account')!;
  const verify = async (id: string) => {
    const path = `/service-accounts/${id}/verifications`;
    const { body } = await host.post(path, { live: true });
    return [body.status, body.liveProof?.result];
  };

  it('is annotated, proved, annotated again after a change, and left as it was', async () => {
    const spec = await specFor({ name: 'plain' });
    const plan = await planOf(spec);
    expect(plan.serviceAccountPatch).toBeUndefined();
    expect(stepOf(plan.steps)).toMatchObject({
      action: 'update',
      diff: [{ field: `annotations.${ROLE}`, before: null }],
    });
    const { serviceAccount, verification } = await apply(spec);
    expect(verification).toMatchObject({
      status: 'verified',
      liveProof: { result: 'proved' },
    });
    const { annotations, labels, managedFields } = await read(spec);
    const role = serviceAccount.roleArn;
    expect([annotations, labels]).toEqual([
      { ...THEIRS, [ROLE]: role },
      undefined,
    ]);
    expect(managedFields).toContainEqual(
      expect.objectContaining({
        ...{ manager: 'backstage-irsa', operation: 'Apply' },
        fieldsV1: { 'f:metadata': { 'f:annotations': { [`f:${ROLE}`]: {} } } },
      }),
    );
    const again = await planOf(spec);
    expect(
      again.steps.every(({ action }: OperationStep) => action === 'none'),
    ).toBe(true);

    await annotate(spec, { [ROLE]: null });
    expect((await verify(serviceAccount.id))[0]).toBe('broken');
    const seen = await host.get(`/service-accounts/${serviceAccount.id}`);
    expect(stepOf(seen.body.drift)).toMatchObject({ action: 'update' });
    await apply(spec);
    expect(await verify(serviceAccount.id)).toEqual(['verified', 'proved']);

    const { body } = await host.delete(
      `/service-accounts/${serviceAccount.id}`,
    );
    expect(stepOf(body.steps)).toMatchObject({
      ...{ action: 'update', status: 'succeeded' },
      diff: [{ field: `annotations.${ROLE}`, before: role, after: null }],
    });
    expect((await read(spec)).annotations).toEqual(THEIRS);
  });

  it('is left with what others hold: they change it', async () => {
    const spec = await specFor({ name: 'held' });
    const { serviceAccount } = await apply(spec);
    const role = serviceAccount.roleArn;
    // Written with the same value, it is theirs too, and no longer ours to remove.
    await annotate(spec, { [ROLE]: `${role}x` });
    await annotate(spec, { [ROLE]: role });
    const { body } = await host.delete(
      `/service-accounts/${serviceAccount.id}`,
    );
    expect(stepOf(body.steps).message).toContain(
      `Remove its annotation ${ROLE} there`,
    );
    expect((await read(spec)).annotations).toEqual({ ...THEIRS, [ROLE]: role });
  });

  it('moves to EKS Pod Identity and back without anybody else', async () => {
    const spec = await specFor({ name: 'mover' });
    const { serviceAccount } = await apply(spec);
    const path = `/service-accounts/${serviceAccount.id}/migrations`;
    const associated = () =>
      [
        ...host.sandbox.world.clusters
          .get('prod-eu')!
          .podIdentityAssociations.values(),
      ].some(({ serviceAccount: name }) => name === 'mover');
    expect((await host.post(path, { to: 'pod-identity' })).status).toBe(200);
    expect(associated()).toBe(true);
    expect((await read(spec)).annotations).toEqual(THEIRS);
    expect((await host.post(path, { to: 'irsa' })).status).toBe(200);
    expect(associated()).toBe(false);
    expect((await read(spec)).annotations).toMatchObject({
      [ROLE]: serviceAccount.roleArn,
    });
    expect(await verify(serviceAccount.id)).toEqual(['verified', 'proved']);
  });

  it.each([
    ['another team in a shared namespace', 'shared', 'service-account-consent'],
    [
      'anybody in a namespace of the cluster',
      'kube-system',
      'system-namespace',
    ],
    ['another team elsewhere', 'production', 'namespace-owner'],
  ])('is not annotated for %s', async (_, namespace, broken) => {
    const spec = await specFor({
      ...{ namespace, name: 'victim' },
      entityRef: 'component:default/theirs',
      owner: OTHERS,
    });
    const before = await read(spec);
    const { status, body } = await request(host.backend.server)
      .put(`${API}/service-accounts`)
      .set('Authorization', mockCredentials.user.header(ATTACKER))
      .send({ spec });
    expect([status, body.error?.message]).toEqual([
      400,
      expect.stringContaining(broken),
    ]);
    expect(await read(spec)).toEqual(before);
  });
});
