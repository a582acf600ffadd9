import request from 'supertest';
import { serviceAccountId } from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import {
  handMadeFleet,
  OTHERS,
  TEAM,
} from '../__testUtils__/inventory/handMade';
import { API } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';
import { startFleetHost } from '../__testUtils__/inventory/host';

const PLATFORM = 'group:default/platform';
const ADMINISTRATORS = 'group:default/administrators';
/** A namespace that the team may use, without ServiceAccounts. */
const USABLE = 'uploads';

type Spec = ReturnType<typeof specOf>;

/** All permissions are allowed, as with Backstage's default policy. */
describe('a fleet with reader groups', () => {
  const { rows } = handMadeFleet();
  const groups = [TEAM];
  let host: Awaited<ReturnType<typeof startFleetHost>>;
  beforeAll(async () => {
    host = await startFleetHost(rows, {
      groups,
      irsa: {
        administrators: [ADMINISTRATORS],
        fleet: { readerGroups: [PLATFORM] },
        findings: { acceptanceGroups: [PLATFORM] },
        namespaceRules: [
          namespaceRule([OTHERS]),
          namespaceRule([TEAM], { namespaces: [USABLE] }),
        ],
      },
    });
  });
  afterAll(() => host?.stop());

  const owners = async (path: string) => {
    const { status, body } = await host.get(path);
    expect(status).toBe(200);
    return new Set(
      body.items.flatMap((item: { owners: string[] }) => item.owners),
    );
  };

  it.each(['/findings', '/fleet/service-accounts', '/roles'])(
    'shows non-members at %s only what they own, and members everything',
    async path => {
      expect(await owners(path)).not.toContain(OTHERS);
      groups.push(PLATFORM);
      expect(await owners(path)).toContain(OTHERS);
      groups.pop();
    },
  );

  const idsFor = async (...more: string[]): Promise<string[]> => {
    groups.push(...more);
    const { status, body } = await host.get('/service-accounts?limit=500');
    groups.length -= more.length;
    expect([status, body.total]).toEqual([200, body.items.length]);
    return body.items.map(({ id }: { id: string }) => id);
  };

  it('shows non-members no IAM service account of another owner, in lists or by ID', async () => {
    const all = await idsFor(PLATFORM);
    expect(await idsFor(ADMINISTRATORS)).toEqual(all);
    const own = await idsFor();
    const foreign = all.filter(id => !own.includes(id));
    expect(foreign.length).toBeGreaterThan(0);
    for (const id of foreign) {
      for (const path of ['', '/permissions', '/history']) {
        const { status } = await host.get(`/service-accounts/${id}${path}`);
        expect([id, path, status]).toEqual([id, path, 404]);
      }
    }
    groups.push(PLATFORM);
    const { status } = await host.get(`/service-accounts/${foreign[0]}`);
    groups.pop();
    expect(status).toBe(200);
  });

  describe('a request for the name of an IAM service account of another owner', () => {
    const ORDERS = { cluster: 'prod-eu', namespace: 'shop', name: 'orders' };
    const inUsable = { ...ORDERS, namespace: USABLE };
    beforeAll(async () => {
      const row = host.knex('service_accounts').where(ORDERS);
      await row.clone().update({ owner: OTHERS });
      await host.knex('service_accounts').insert({
        ...(await row.clone().first()),
        id: serviceAccountId(inUsable),
        namespace: USABLE,
      });
    });
    afterAll(async () => {
      const table = host.knex('service_accounts');
      await table.clone().where(inUsable).delete();
      await table.clone().where(ORDERS).update({ owner: null });
    });

    const specFor = (place: typeof ORDERS) =>
      specOf({ ...place, entityRef: 'component:default/uploads' });

    it('does not reveal the owner to non-members who may use the namespace', async () => {
      const plan = async (...more: string[]) => {
        groups.push(...more);
        const { status, body } = await host.post('/plans', {
          spec: specFor(inUsable),
        });
        groups.length -= more.length;
        expect(status).toBe(403);
        return body.error.message;
      };
      expect(await plan()).toBe(
        `ServiceAccount ${USABLE}/orders in prod-eu belongs to another owner. Choose another name.`,
      );
      expect(await plan(PLATFORM)).toContain(OTHERS);
    });

    it.each([
      ['plan', (spec: Spec) => host.post('/plans', { spec }), 200],
      ['apply', (spec: Spec) => host.put(spec), 400],
      [
        'deliver',
        (spec: Spec) => host.post('/deliveries', { spec, format: 'ack' }),
        400,
      ],
      [
        'render',
        (spec: Spec) => host.post('/renderings', { spec, format: 'ack' }),
        200,
      ],
    ])(
      'answers those who may not use the namespace as if it did not exist: %s',
      async (_, ask, expected) => {
        const [taken, free] = await Promise.all(
          ['orders', 'unknown'].map(name => ask(specFor({ ...ORDERS, name }))),
        );
        expect([taken.status, free.status]).toEqual([expected, expected]);
        expect(JSON.stringify(free.body)).toContain('namespace-owner');
        const nameless = (body: unknown, name: string) =>
          JSON.stringify(body).replaceAll(name, 'NAME');
        expect(nameless(taken.body, 'orders')).toBe(
          nameless(free.body, 'unknown'),
        );
      },
    );
  });

  it.each([
    ['others', [], 403],
    ['members of the groups that accept findings', [PLATFORM], 200],
  ])(
    'says of a finding whether %s may accept it, with the words of the refusal',
    async (_, more, status) => {
      groups.push(...more);
      const [{ id }] = (await host.get('/findings')).body.items;
      const { body } = await host.get(`/findings/${id}`);
      const accepted = await request(host.backend.server)
        .put(`${API}/findings/${id}/acceptance`)
        .send({
          reason: 'It goes away with the old shop.',
          until: new Date(Date.now() + 60_000).toISOString(),
        });
      groups.length -= more.length;
      expect([accepted.status, accepted.body.error?.message]).toEqual([
        status,
        body.acceptanceRefusal,
      ]);
    },
  );

  it('shows non-members no finding of another owner by ID', async () => {
    groups.push(PLATFORM);
    const { body } = await host.get('/findings');
    groups.pop();
    const foreign = body.items.filter(
      (item: { owners: string[] }) => !item.owners.includes(TEAM),
    );
    expect(foreign.length).toBeGreaterThan(0);
    for (const { id } of foreign) {
      expect((await host.get(`/findings/${id}`)).status).toBe(404);
    }
  });
});
