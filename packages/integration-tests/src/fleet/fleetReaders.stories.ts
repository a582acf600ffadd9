import { namespaceRule } from '../__testUtils__/namespaceRule';
import {
  handMadeFleet,
  OTHERS,
  TEAM,
} from '../__testUtils__/inventory/handMade';
import { specOf } from '../__testUtils__/core';
import { startFleetHost } from '../__testUtils__/inventory/host';

const PLATFORM = 'group:default/platform';
const ADMINISTRATORS = 'group:default/administrators';

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
        namespaceRules: [namespaceRule([OTHERS])],
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

  it('does not reveal to non-members the owner of a name that they request', async () => {
    const place = { cluster: 'prod-eu', namespace: 'shop', name: 'orders' };
    const row = host.knex('service_accounts').where(place);
    await row.clone().update({ owner: OTHERS });
    const plan = async (...more: string[]) => {
      groups.push(...more);
      const { status, body } = await host.post('/plans', {
        spec: specOf({ ...place, entityRef: 'component:default/uploads' }),
      });
      groups.length -= more.length;
      expect(status).toBe(403);
      return body.error.message;
    };
    expect(await plan()).toBe(
      'ServiceAccount shop/orders in prod-eu belongs to another owner. Choose another name.',
    );
    expect(await plan(PLATFORM)).toContain(OTHERS);
    await row.clone().update({ owner: null });
  });

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
