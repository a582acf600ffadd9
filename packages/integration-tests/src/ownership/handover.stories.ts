import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { SERVICE_ACCOUNT_ANNOTATION } from '@backstage-irsa/core/model';
import type { Entity } from '@backstage/catalog-model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { whileDenied } from '../__testUtils__/denied';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { componentOf, specOf } from '../__testUtils__/core';
import { ClaimStore } from '../__testUtils__/internals';

const TABLE = 'service_accounts';
const OTHERS = {
  entity_ref: 'component:default/theirs',
  owner: 'group:default/others',
};

/** The owner changes between request and response. */
describe('a service account that gets another owner during a request', () => {
  let host: Awaited<ReturnType<typeof startFleetHost>>;
  let claims: ClaimStore;

  beforeAll(async () => {
    const claimed = Array.from(
      { length: 120 },
      (_, at) => `prod-eu/shop/claimed-${at}`,
    );
    const entities: Entity[] = [
      componentOf('uploads', 'group:default/team'),
      componentOf('theirs', 'group:default/others'),
      componentOf('greedy', 'group:default/others', {
        [SERVICE_ACCOUNT_ANNOTATION]: claimed.join(','),
      }),
    ];
    // Users with irsa.governance.read see everything.
    const permissions = mockServices.permissions.mock({
      authorize: async asked =>
        asked.map(() => ({ result: AuthorizeResult.DENY } as const)),
      authorizeConditional: async asked =>
        asked.map(() => ({ result: AuthorizeResult.ALLOW } as const)),
    });
    host = await startFleetHost(
      {},
      {
        entities: () => entities,
        features: [permissions.factory],
        irsa: {
          namespaceRules: [
            namespaceRule(['group:default/team']),
            namespaceRule([OTHERS.owner], {
              namespaces: ['production'],
              resources: ['arn:aws:s3:::my-app-*'],
            }),
          ],
        },
      },
    );
    claims = new ClaimStore({ knex: host.knex });
  });
  afterAll(() => host?.stop());

  /** Creates an IAM service account. Returns its ID. */
  const made = async (name: string): Promise<string> => {
    const { status, body } = await host.put(specOf({ name }));
    if (status !== 200) throw new Error(body.error.message);
    return body.serviceAccount.id;
  };
  const deliver = (name: string) =>
    host.post('/deliveries', { spec: specOf({ name }), format: 'terraform' });
  const recordOf = (name: string) =>
    host
      .knex(TABLE)
      .where({ name })
      .first('entity_ref', 'owner')
      .then(row => ({ ...row }));

  /** Runs `meanwhile` while a route waits for the claim, that is, after its authorization. */
  const whileItWaits = async <T>(
    name: string,
    ask: () => PromiseLike<T>,
    meanwhile: () => Promise<unknown>,
    holder = 'somebody-else',
  ): Promise<T> => {
    const place = { cluster: 'prod-eu', namespace: 'production', name };
    await claims.take(place, holder);
    const taken = jest.spyOn(ClaimStore.prototype, 'take');
    const answer = Promise.resolve(ask());
    while (taken.mock.calls.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    taken.mockRestore();
    await meanwhile();
    await claims.release(place, holder);
    return answer;
  };

  const writesSince = (place: number) =>
    host.sandbox.world.calls.since(place).filter(({ write }) => write);

  it.each<[string, string, (id: string) => PromiseLike<any>]>([
    ['deleted', 'leaving', id => host.delete(`/service-accounts/${id}`)],
    [
      'changed',
      'staying',
      () => host.put(specOf({ name: 'staying', grants: [] })),
    ],
  ])('is not %s by its former owner', async (_, name, ask) => {
    const id = await made(name);
    const before = host.sandbox.world.calls.count;
    const { status, body } = await whileItWaits(
      name,
      () => ask(id),
      () => host.knex(TABLE).where({ id }).update(OTHERS),
    );
    expect([status, body.error.message]).toEqual([
      409,
      `ServiceAccount production/${name} in prod-eu was transferred to another owner in the meantime. Nothing was changed. Read it again.`,
    ]);
    expect(writesSince(before)).toEqual([]);
    expect(await recordOf(name)).toEqual(OTHERS);
  });

  it('is not shown to its former owner by an identical request that came first', async () => {
    const name = 'repeated';
    const id = await made(name);
    const first = await host
      .knex('operations')
      .where({ service_account_id: id })
      .first('id');
    const { status, body } = await whileItWaits(
      name,
      () => host.put(specOf({ name })),
      () => host.knex(TABLE).where({ id }).update(OTHERS),
      first.id,
    );
    expect([status, body.serviceAccount]).toEqual([409, undefined]);
  });

  it('is not rolled back by its former owner', async () => {
    const name = 'half-made';
    const failed = await whileDenied(
      host,
      { action: 'iam:AttachRolePolicy' },
      () => host.put(specOf({ name })),
    );
    expect(failed.status).toBe(503);
    const { id, service_account_id } = await host
      .knex('operations')
      .where({ status: 'failed' })
      .first('id', 'service_account_id');
    const before = host.sandbox.world.calls.count;
    const { status } = await whileItWaits(
      name,
      () => host.post(`/operations/${id}/rollbacks`, {}),
      () => host.knex(TABLE).where({ id: service_account_id }).update(OTHERS),
    );
    expect(status).toBe(409);
    expect(writesSince(before)).toEqual([]);
  });

  describe('through a transfer', () => {
    const transferOf = async (name: string, change: object = {}) => {
      const spec = specOf({ name, ...change });
      const { body } = await host.put(spec);
      const { id } = body.serviceAccount;
      const asked = await host.post(`/service-accounts/${id}/transfers`, {
        owner: OTHERS.owner,
      });
      const confirm = () =>
        host.post(`/transfers/${asked.body.id}/decisions`, {
          decision: 'confirm',
        });
      return { id, spec, confirm };
    };

    it('does not take along a role that another ServiceAccount has joined', async () => {
      const shared = { roleName: 'shared-meanwhile' };
      const { confirm } = await transferOf('leaves', shared);
      const { status, body } = await whileItWaits(
        'leaves',
        confirm,
        async () => {
          const { status: joined } = await host.put(
            specOf({ name: 'stays', ...shared }),
          );
          expect(joined).toBe(200);
        },
      );
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringContaining('production/stays in prod-eu'),
      ]);
      expect((await recordOf('leaves')).owner).toBe('group:default/team');
    });

    it('does not bring access that the new owner may not use', async () => {
      const { id, spec, confirm } = await transferOf('grows');
      const grown = {
        ...spec,
        grants: [{ service: 's3', access: 'read', resource: 'crown' }],
      };
      const { status, body } = await whileItWaits('grows', confirm, () =>
        host
          .knex(TABLE)
          .where({ id })
          .update({ spec: JSON.stringify(grown) }),
      );
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringContaining('[resource-owner]'),
      ]);
      expect((await recordOf('grows')).owner).toBe('group:default/team');
    });

    it('does not bring a document that is too large to be judged', async () => {
      const { id, spec, confirm } = await transferOf('sprawls');
      const names = Array.from({ length: 300 }, (_, at) => `crown-${at}`);
      const policyDocument = {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: names.map(name => `arn:aws:s3:::${name}-jewels/*`),
        },
      };
      // As an earlier version could have accepted it.
      await host
        .knex(TABLE)
        .where({ id })
        .update({ spec: JSON.stringify({ ...spec, policyDocument }) });
      const { status, body } = await confirm();
      expect([status, body.error?.message]).toEqual([
        400,
        expect.stringContaining('[inline-policy-size]'),
      ]);
      expect((await recordOf('sprawls')).owner).toBe('group:default/team');
    });

    it('is not transferred after it was deleted', async () => {
      const { id, confirm } = await transferOf('goes');
      const { status } = await whileItWaits('goes', confirm, () =>
        host.knex(TABLE).where({ id }).delete(),
      );
      expect(status).toBe(404);
    });
  });

  it('is not delivered for its former owner', async () => {
    const name = 'delivered';
    expect((await deliver(name)).status).toBe(200);
    const first = await recordOf(name);
    const second = await whileItWaits(
      name,
      () => deliver(name),
      () => host.knex(TABLE).where({ name }).update(OTHERS),
    );
    expect(second.status).toBe(409);
    expect(first.owner).toBe('group:default/team');
    expect(await recordOf(name)).toEqual(OTHERS);
  });

  it('is not handed back after it was deleted', async () => {
    const id = await made('released');
    const delivery = { service_account_id: id, format: 'terraform' };
    await host
      .knex('deliveries')
      .insert({ ...delivery, state: 'delivered', since: '2026-01-01' });
    const { status } = await whileItWaits(
      'released',
      () => host.post(`/service-accounts/${id}/hand-over`, { to: 'backstage' }),
      async () => {
        for (const table of ['deliveries', 'managed_objects']) {
          await host.knex(table).where({ service_account_id: id }).delete();
        }
        await host.knex(TABLE).where({ id }).delete();
      },
    );
    expect(status).toBe(404);
    const left = await host
      .knex('deliveries')
      .where({ service_account_id: id });
    expect(left).toEqual([]);
  });

  it('is not shown by the operation that once created it', async () => {
    const asked = await host.put(specOf({ name: 'handed-over' }), {
      Prefer: 'respond-async',
    });
    const read = () => host.get(`/operations/${asked.body.id}`);
    let { body } = await read();
    while (body.status === 'running') {
      await new Promise(resolve => setTimeout(resolve, 50));
      body = (await read()).body;
    }
    expect(body.result.name).toBe('handed-over');
    const { id } = body.result;
    await host
      .knex(TABLE)
      .where({ id })
      .update({ ...OTHERS, entity_ref: 'component:default/hidden' });
    expect((await host.get(`/service-accounts/${id}`)).status).toBe(404);
    const { body: later } = await read();
    expect(later).toMatchObject({ status: 'succeeded', id: body.id });
    expect(later.result).toBeUndefined();
  });

  it('is not verified if only an annotation claims it', async () => {
    const before = host.sandbox.world.calls.count;
    const { body } = await host.post(
      '/entities/component/default/greedy/verifications',
      {},
    );
    expect(body).toEqual({ items: [], total: 0 });
    const looked = await host.knex(TABLE).where('name', 'like', 'claimed-%');
    expect(looked).toEqual([]);
    expect(writesSince(before)).toEqual([]);
  });
});
