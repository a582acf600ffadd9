import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import {
  EKS_ANNOTATIONS,
  type IamServiceAccountSpec,
  type OperationStep,
} from '@backstage-irsa/core/model';
import { specOf } from '../__testUtils__/core';
import {
  startSharedNamespace,
  stepOf,
  THEIR_COMPONENT,
} from '../__testUtils__/sharedNamespace';

const ROLE = EKS_ANNOTATIONS.roleArn;
const THEIRS = { 'example.com/theirs': 'kept' };

describe('an existing ServiceAccount without signs of a tool, with annotate-existing', () => {
  let stage: Awaited<ReturnType<typeof startSharedNamespace>>;

  beforeAll(async () => {
    stage = await startSharedNamespace();
  });
  afterAll(() => stage?.host.stop());

  /** Creates the ServiceAccount as a person would with kubectl, and returns its spec. */
  const specFor = async (change: Partial<IamServiceAccountSpec>) => {
    const spec = specOf({ serviceAccount: 'existing', ...change });
    const { namespace, name } = spec;
    const body = { metadata: { name, annotations: THEIRS } };
    await stage.core.createNamespacedServiceAccount({ namespace, body });
    return spec;
  };
  const read = async ({ namespace, name }: IamServiceAccountSpec) =>
    (await stage.core.readNamespacedServiceAccount({ namespace, name }))
      .metadata!;
  const annotate = (
    { namespace, name }: IamServiceAccountSpec,
    annotations: Record<string, string | null>,
  ) =>
    stage.core.patchNamespacedServiceAccount(
      {
        ...{ namespace, name, fieldManager: 'kubectl-annotate' },
        body: { metadata: { annotations } },
      },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );

  it('is annotated, proved, annotated again after a change, and restored on deletion', async () => {
    const spec = await specFor({ name: 'plain' });
    const plan = await stage.planOf(spec);
    expect(plan.serviceAccountPatch).toBeUndefined();
    expect(stepOf(plan.steps)).toMatchObject({
      action: 'update',
      diff: [{ field: `annotations.${ROLE}`, before: null }],
    });
    const { serviceAccount, verification } = await stage.apply(spec);
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
    const again = await stage.planOf(spec);
    expect(
      again.steps.every(({ action }: OperationStep) => action === 'none'),
    ).toBe(true);

    await annotate(spec, { [ROLE]: null });
    expect((await stage.verify(serviceAccount.id))[0]).toBe('broken');
    const seen = await stage.host.get(`/service-accounts/${serviceAccount.id}`);
    expect(stepOf(seen.body.drift)).toMatchObject({ action: 'update' });
    await stage.apply(spec);
    expect(await stage.verify(serviceAccount.id)).toEqual([
      'verified',
      'proved',
    ]);

    const { body } = await stage.host.delete(
      `/service-accounts/${serviceAccount.id}`,
    );
    expect(stepOf(body.steps)).toMatchObject({
      ...{ action: 'update', status: 'succeeded' },
      diff: [{ field: `annotations.${ROLE}`, before: role, after: null }],
    });
    expect((await read(spec)).annotations).toEqual(THEIRS);
  });

  it('keeps an annotation that others hold, and the message says to remove it there', async () => {
    const spec = await specFor({ name: 'held' });
    const { serviceAccount } = await stage.apply(spec);
    const role = serviceAccount.roleArn;
    // After others write the same value, they own the annotation too, and the plugin must not remove it.
    await annotate(spec, { [ROLE]: `${role}x` });
    await annotate(spec, { [ROLE]: role });
    const { body } = await stage.host.delete(
      `/service-accounts/${serviceAccount.id}`,
    );
    expect(stepOf(body.steps).message).toContain(
      `Remove its annotation ${ROLE} there`,
    );
    expect((await read(spec)).annotations).toEqual({ ...THEIRS, [ROLE]: role });
  });

  it('moves to EKS Pod Identity and back without any other tool', async () => {
    const spec = await specFor({ name: 'mover' });
    const { serviceAccount } = await stage.apply(spec);
    const path = `/service-accounts/${serviceAccount.id}/migrations`;
    expect((await stage.host.post(path, { to: 'pod-identity' })).status).toBe(
      200,
    );
    expect(stage.isAssociated('mover')).toBe(true);
    expect((await read(spec)).annotations).toEqual(THEIRS);
    expect((await stage.host.post(path, { to: 'irsa' })).status).toBe(200);
    expect(stage.isAssociated('mover')).toBe(false);
    expect((await read(spec)).annotations).toMatchObject({
      [ROLE]: serviceAccount.roleArn,
    });
    expect(await stage.verify(serviceAccount.id)).toEqual([
      'verified',
      'proved',
    ]);
  });

  it.each([
    ['another team in a shared namespace', 'shared', 'service-account-consent'],
    ['any team in a system namespace', 'kube-system', 'system-namespace'],
    [
      'another team in a namespace that its rules do not cover',
      'production',
      'namespace-owner',
    ],
  ])('is not annotated for %s', async (_, namespace, broken) => {
    const spec = await specFor({
      ...{ namespace, name: 'victim', ...THEIR_COMPONENT },
    });
    const before = await read(spec);
    const path = '/service-accounts';
    const { status, body } = await stage.asAttacker('put', path, { spec });
    expect([status, body.error?.message]).toEqual([
      400,
      expect.stringContaining(broken),
    ]);
    expect(await read(spec)).toEqual(before);
  });
});
