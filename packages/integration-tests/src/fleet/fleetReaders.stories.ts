import {
  handMadeFleet,
  OTHERS,
  TEAM,
} from '../__testUtils__/inventory/handMade';
import { startFleetHost } from '../__testUtils__/inventory/host';

const PLATFORM = 'group:default/platform';

/** Permissions that allow everything, as Backstage's default policy does. */
describe('the fleet with reader groups', () => {
  const { rows } = handMadeFleet();
  const groups = [TEAM];
  let host: Awaited<ReturnType<typeof startFleetHost>>;
  beforeAll(async () => {
    host = await startFleetHost(rows, {
      groups,
      irsa: { fleet: { readerGroups: [PLATFORM] } },
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
    'shows others at %s only what is theirs, and members all',
    async path => {
      expect(await owners(path)).not.toContain(OTHERS);
      groups.push(PLATFORM);
      expect(await owners(path)).toContain(OTHERS);
      groups.pop();
    },
  );

  it('shows others no finding of another owner by its id', async () => {
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
