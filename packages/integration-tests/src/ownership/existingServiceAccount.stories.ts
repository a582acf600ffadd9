import {
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  type IamServiceAccountSpec,
  type OperationStep,
  type ServiceAccountPatch,
} from '@backstage-irsa/core/model';
import { chartsOf } from '../__testUtils__/charts';
import { specOf } from '../__testUtils__/core';
import {
  startSharedNamespace,
  stepOf,
  THEIR_COMPONENT,
} from '../__testUtils__/sharedNamespace';

const ROLE = EKS_ANNOTATIONS.roleArn;

describe('a ServiceAccount that Helm or Argo CD manages', () => {
  let stage: Awaited<ReturnType<typeof startSharedNamespace>>;
  let charts: ReturnType<typeof chartsOf>;

  beforeAll(async () => {
    stage = await startSharedNamespace();
    charts = chartsOf(stage.host);
  });
  afterAll(() => stage?.host.stop());

  const account = () => stage.host.sandbox.world.accounts.get('111122223333')!;
  const wanted = (change: Partial<IamServiceAccountSpec>) =>
    specOf({ serviceAccount: 'existing', ...change });

  it('gets its role, waits for the annotation, is verified with it, and is not changed by a deletion', async () => {
    const spec = wanted({ name: 'orders' });
    await charts.install(spec);
    const before = await charts.read(spec);
    const plan = await stage.planOf(spec);
    expect(plan.violations).toEqual([]);
    const patch: ServiceAccountPatch = plan.serviceAccountPatch;
    expect(patch.managedBy).toMatchObject({ tool: 'Argo CD', name: 'shop' });
    expect(stepOf(plan.steps).summary).toContain('it is managed elsewhere');

    const { serviceAccount, verification } = await stage.apply(spec);
    const { id } = serviceAccount;
    expect(verification.status).toBe('unknown');
    expect(verification.unknown.reason).toMatch(/^Pending delivery: /);
    expect(serviceAccount.managedBy).toBeUndefined();
    expect(await charts.read(spec)).toEqual(before);

    await charts.carryOut(spec, patch);
    expect(await stage.verify(id)).toEqual(['verified', 'proved']);
    const seen = await stage.host.get(`/service-accounts/${id}`);
    expect(seen.body).toMatchObject({
      drift: [],
      roleArn: patch.annotations[ROLE],
    });
    const again = await stage.planOf(spec);
    expect(again.serviceAccountPatch).toBeUndefined();
    expect(
      again.steps.every(({ action }: OperationStep) => action === 'none'),
    ).toBe(true);

    await charts.install(spec);
    expect((await stage.verify(id))[0]).toBe('broken');
    await charts.carryOut(spec, patch);
    const annotated = await charts.read(spec);
    const { body } = await stage.host.delete(`/service-accounts/${id}`);
    expect(stepOf(body.steps).message).toContain(
      `Remove its annotation ${ROLE} there`,
    );
    expect(await charts.read(spec)).toEqual(annotated);
    const roles = [...account().roles.values()].map(({ arn }) => arn);
    expect(roles).not.toContain(patch.annotations[ROLE]);
  });

  it('gets EKS Pod Identity immediately, without a change of the ServiceAccount', async () => {
    const spec = wanted({ name: 'queue', mechanism: 'pod-identity' });
    await charts.install(spec);
    const before = await charts.read(spec);
    const { serviceAccount, verification } = await stage.apply(spec);
    expect(verification.status).toBe('verified');
    expect(stage.isAssociated('queue')).toBe(true);
    const { body } = await stage.host.delete(
      `/service-accounts/${serviceAccount.id}`,
    );
    expect(stepOf(body.steps).message).toMatch(/it is managed elsewhere$/);
    expect(stage.isAssociated('queue')).toBe(false);
    expect(await charts.read(spec)).toEqual(before);
  });

  it('keeps the association during a migration to IRSA until the annotation exists', async () => {
    const spec = wanted({ name: 'mover', mechanism: 'pod-identity' });
    await charts.install(spec);
    const { serviceAccount } = await stage.apply(spec);
    const path = `/service-accounts/${serviceAccount.id}/migrations`;
    const { status } = await stage.host.post(path, { to: 'irsa' });
    expect(status).toBe(200);
    expect(stage.isAssociated('mover')).toBe(true);
    const moved = wanted({ name: 'mover' });
    const { serviceAccountPatch } = await stage.planOf(moved);
    await charts.carryOut(moved, serviceAccountPatch);
    await stage.apply(moved);
    expect(stage.isAssociated('mover')).toBe(false);
    expect(await stage.verify(serviceAccount.id)).toEqual([
      'verified',
      'proved',
    ]);
  });

  it('keeps its role until it names the new one', async () => {
    const spec = wanted({ name: 'renamed' });
    await charts.install(spec);
    const first = await stage.planOf(spec);
    await stage.apply(spec);
    await charts.carryOut(spec, first.serviceAccountPatch);
    const old = first.serviceAccountPatch.annotations[ROLE].split('/').pop();
    const next = wanted({ name: 'renamed', roleName: 'renamed-role' });
    await stage.apply(next);
    expect(account().roles.has(old)).toBe(true);
    const { serviceAccountPatch, steps } = await stage.planOf(next);
    expect(steps.map(({ id }: OperationStep) => id).join()).not.toContain(
      'left',
    );
    await charts.carryOut(next, serviceAccountPatch);
    await stage.apply(next);
    expect([
      account().roles.has(old),
      account().roles.has('renamed-role'),
    ]).toEqual([false, true]);
  });

  it('is delivered to other tools without a ServiceAccount, but with its patch', async () => {
    const spec = wanted({ name: 'asked' });
    await charts.install(spec);
    const asked = { spec, format: 'terraform' };
    const { body } = await stage.host.post('/deliveries', asked);
    expect(body.files[0].content).not.toContain('kubernetes_');
    expect(body.serviceAccountPatch.helmValues).toContain(ROLE);
  });

  it('must exist, and must not have a role already', async () => {
    const spec = wanted({ name: 'absent' });
    expect((await stage.planOf(spec)).violations).toMatchObject([
      { field: 'serviceAccount', rule: 'service-account-exists' },
    ]);
    const taken = wanted({ name: 'taken' });
    await charts.install(taken, {
      [ROLE]: 'arn:aws:iam::111122223333:role/theirs',
    });
    const { violations } = await stage.planOf(taken);
    expect(violations).toMatchObject([{ rule: 'service-account-role' }]);
    expect(violations[0].message).toContain('adopt it');
  });

  it('can be handed over to a chart if Backstage created it', async () => {
    const spec = specOf({ name: 'handed-over' });
    const { serviceAccount } = await stage.apply(spec);
    const { annotations = {} } = (await charts.read(spec)).metadata ?? {};
    await charts.install(spec, annotations);
    expect(
      (await stage.host.put(specOf({ name: 'handed-over', audience: 'vault' })))
        .status,
    ).toBe(400);
    await stage.apply(wanted({ name: 'handed-over' }));
    expect(await stage.verify(serviceAccount.id)).toEqual([
      'verified',
      'proved',
    ]);
    await stage.host.delete(`/service-accounts/${serviceAccount.id}`);
    expect((await charts.read(spec)).metadata?.name).toBe('handed-over');
  });

  describe('in a namespace of several owners', () => {
    const attack = (change: Partial<IamServiceAccountSpec>) =>
      wanted({ namespace: 'shared', ...THEIR_COMPONENT, ...change });
    /** Returns the results of all attempts to give it a role. */
    const refusals = async (name: string) => {
      const { calls } = stage.host.sandbox.world;
      const before = calls.count;
      const messages: string[] = [];
      for (const mechanism of ['irsa', 'pod-identity'] as const) {
        for (const adopt of [undefined, true]) {
          const spec = attack({ name, mechanism, ...(adopt && { adopt }) });
          const asked = [
            stage.asAttacker('put', '/service-accounts', { spec }),
            stage.asAttacker('post', '/deliveries', {
              spec,
              format: 'terraform',
            }),
          ];
          for (const one of asked) {
            const { status, body } = await one;
            messages.push(`${status} ${body.error?.message}`);
          }
        }
      }
      const writes = calls
        .since(before)
        .filter(({ write, status }) => write && status < 300)
        .map(({ operation }) => operation);
      return { messages, writes };
    };

    it.each<[string, Record<string, string>, string]>([
      ['silent', {}, 'service-account-consent'],
      [
        'victim',
        { [ENTITY_KEY]: 'component:default/uploads' },
        'service-account-entity',
      ],
      [
        'role-of-others',
        { [ROLE]: 'arn:aws:iam::111122223333:role/victim' },
        'service-account-role',
      ],
    ])(
      '%s is given no role by another team',
      async (name, annotations, broken) => {
        await charts.install({ namespace: 'shared', name }, annotations);
        const { messages, writes } = await refusals(name);
        expect(writes).toEqual([]);
        for (const message of messages) {
          expect(message).toMatch(/^400 /);
          expect(message).toContain(broken);
        }
      },
    );

    it('gets a role only for the component that its annotation names', async () => {
      const spec = wanted({ namespace: 'shared', name: 'claimed' });
      const entity = { [ENTITY_KEY]: 'component:default/uploads' };
      await charts.install(spec, entity);
      await stage.apply(spec);
      const { messages, writes } = await refusals('claimed');
      expect(messages.every(message => message.startsWith('403 '))).toBe(true);
      expect(writes).toEqual([]);

      // Recreated by another user without consent.
      await stage.core.deleteNamespacedServiceAccount(spec);
      await charts.install(spec);
      const { violations } = await stage.planOf(spec);
      expect(violations).toMatchObject([{ rule: 'service-account-consent' }]);
    });
  });
});
