import request from 'supertest';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { irsaServiceAccountReadPermission as read } from '@backstage-irsa/plugin-irsa-common';
import { API } from '../__testUtils__/host';
import { handMadeFleet, TEAM } from '../__testUtils__/inventory/handMade';
import { startFleetHost } from '../__testUtils__/inventory/host';
import {
  createIrsaServiceAccountConditionalDecision as decide,
  irsaServiceAccountConditions as only,
} from '@backstage-irsa/plugin-irsa-backend';

const databases = TestDatabases.create({
  ids: ['POSTGRES_17'],
  disableDocker: true,
});
const permissions = mockServices.permissions.mock();
const OBJECT = 'arn:aws:s3:::ledger-files/january';

/** The expected counts for a user who can read everything, and for a user who can read their team's data. */
const LISTS: [string, number, number][] = [
  ['/service-accounts', 5, 2],
  ['/migrations', 5, 2],
  ['/fleet/service-accounts', 5, 2],
  ['/fleet/service-accounts?q=LEDGER', 1, 1],
  ['/fleet/service-accounts?q=role/shared&limit=1', 2, 0],
  ['/fleet/service-accounts?sort=findings&limit=2', 5, 2],
  ['/fleet/service-accounts?sort=checkedAt&status=broken', 1, 0],
  [`/fleet/service-accounts?owner=${TEAM}&entity=any`, 2, 2],
  ['/fleet/workloads?sort=pods', 3, 1],
  ['/findings', 3, 1],
  ['/findings?state=accepted', 1, 0],
  ['/findings?state=resolved&sort=age', 1, 0],
  ['/roles?sort=lastUsed', 4, 2],
  ['/roles?unused=true&cluster=staging-eu', 1, 1],
  ['/node-roles?q=NODES', 1, 0],
  [`/access?action=s3:DeleteObject&resource=${OBJECT}`, 4, 2],
  [`/access?action=s3:GetObject&resource=${OBJECT}&cluster=prod-eu`, 4, 1],
];

describe('the fleet on PostgreSQL', () => {
  const { rows, ids } = handMadeFleet();
  let host: Awaited<ReturnType<typeof startFleetHost>>;
  const given = (reading: PolicyDecision) =>
    permissions.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => reading),
    );
  const ALL: PolicyDecision = { result: AuthorizeResult.ALLOW };
  const THEIRS = decide(read, only.isEntityOwner({ claims: [TEAM] }));

  beforeAll(async () => {
    permissions.authorize.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    given(ALL);
    const knex = await databases.init('POSTGRES_17');
    host = await startFleetHost(rows, {
      features: [permissions.factory],
      database: {
        client: 'pg',
        connection: knex.client.config.connection,
        pluginDivisionMode: 'schema',
      },
    });
  }, 60_000);
  afterAll(() => host?.stop());

  it.each(LISTS)('lists only readable rows: %s', async (path, all, theirs) => {
    given(ALL);
    const whole = await host.get(path);
    given(THEIRS);
    const part = await host.get(path);
    expect([whole.body.total, part.body.total]).toEqual([all, theirs]);
    expect(part.body.items.length).toBeLessThanOrEqual(theirs);
  });

  it('has the same counts and dates as on SQLite', async () => {
    given(ALL);
    const value = ({ value: of }: { value: number }) => of;
    const { body } = await host.get('/overview');
    expect(body).toMatchObject({
      serviceAccounts: { total: 5, broken: 1, unknown: 1 },
      findings: { critical: 1, high: 1, medium: 1, low: 0, accepted: 1 },
      roles: { total: 4, unused: 1 },
      withoutOwner: 2,
    });
    expect(body.trends.highFindings.map(value).slice(-5)).toEqual([
      2, 1, 2, 2, 2,
    ]);
    given(THEIRS);
    const { body: theirs } = await host.get('/overview');
    expect(theirs.trends.broken.map(value)).toEqual([
      1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('accepts a finding without a deadlock while another transaction writes its service account', async () => {
    given(ALL);
    const path = `/findings/${ids.ledgerFinding}/acceptance`;
    await host.knex.transaction(async transaction => {
      await transaction('service_accounts')
        .where({ id: ids.ledger })
        .update({ pods: 4 });
      const accepted = await request(host.backend.server)
        .put(`${API}${path}`)
        .send({
          reason: 'The service is switched off next week.',
          until: new Date(Date.now() + 60_000).toISOString(),
        });
      expect([accepted.status, accepted.body.state]).toEqual([200, 'accepted']);
    });
    await host.delete(path);
  });

  it('shows a role, a node role, all scopes, and exports', async () => {
    given(ALL);
    const { body: role } = await host.get(`/roles/${ids.ledgerRole}`);
    expect(role.blastRadius.serviceAccounts).toHaveLength(1);
    const { body: nodeRole } = await host.get(`/node-roles/${ids.nodeRole}`);
    expect(nodeRole.dependentWorkloads).toHaveLength(1);
    expect((await host.get('/scopes')).body.items).toHaveLength(4);
    const { text } = await host.get('/exports/findings');
    expect(text.trim().split('\n')).toHaveLength(4);
  });
});
