import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { irsaServiceAccountReadPermission as read } from '@backstage-irsa/plugin-irsa-common';
import request from 'supertest';
import { API } from '../__testUtils__/host';
import {
  handMadeFleet,
  OTHERS,
  TEAM,
} from '../__testUtils__/inventory/handMade';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { componentOf } from '../__testUtils__/core';
import {
  policySetRow,
  principalRow,
  roleIdOf,
} from '../__testUtils__/internals';
import {
  createIrsaServiceAccountConditionalDecision as decide,
  irsaServiceAccountConditions as only,
} from '@backstage-irsa/plugin-irsa-backend';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const OBJECT = 'arn:aws:s3:::ledger-files/january';
const permissions = mockServices.permissions.mock();

/** Sets the denied basic permissions, and the decision for the read permission. */
function given({
  denied = [],
  reading = ALLOW,
}: {
  denied?: string[];
  reading?: PolicyDecision;
}): void {
  permissions.authorize.mockImplementation(async requests =>
    requests.map(({ permission }) => ({
      result: denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    })),
  );
  permissions.authorizeConditional.mockImplementation(async requests =>
    requests.map(() => reading),
  );
}

describe('the fleet', () => {
  const { rows, ids } = handMadeFleet();
  let host: Awaited<ReturnType<typeof startFleetHost>>;
  beforeAll(async () => {
    host = await startFleetHost(rows, {
      entities: () => [componentOf('ledger', TEAM)],
      features: [permissions.factory],
    });
  });
  afterAll(() => host?.stop());
  beforeEach(() => given({}));

  const names = (items: { name: string; cluster: string }[]) =>
    items.map(({ cluster, name }) => `${cluster} ${name}`);
  const routes = () => [
    '/overview',
    '/fleet/service-accounts',
    '/fleet/workloads',
    '/findings',
    `/findings/${ids.ledgerFinding}`,
    '/roles',
    `/roles/${ids.ledgerRole}`,
    '/node-roles',
    `/node-roles/${ids.nodeRole}`,
    '/scopes',
    `/access?action=s3:GetObject&resource=${OBJECT}`,
    `/access-graph?roleId=${ids.ledgerRole}`,
    '/exports/findings',
    '/facets/findings',
    '/finding-groups',
  ];

  describe('without irsa.governance.read', () => {
    it('is refused on every route, and reads nothing', async () => {
      given({ denied: ['irsa.governance.read'] });
      const queries: string[] = [];
      const listen = ({ sql }: { sql: string }) => queries.push(sql);
      host.knex.on('query', listen);
      for (const route of routes()) {
        const { status, body } = await host.get(route);
        expect([route, status]).toEqual([route, 403]);
        expect(body.error.message).toBe(
          'You do not have the permission irsa.governance.read. Ask an administrator.',
        );
      }
      host.knex.removeListener('query', listen);
      // Questions count toward the limit before they are checked.
      expect(queries.filter(sql => !sql.includes('request_limits'))).toEqual(
        [],
      );
    });

    it('cannot be changed either', async () => {
      given({ denied: ['irsa.governance.read'] });
      const acceptance = `/findings/${ids.ledgerFinding}/acceptance`;
      const { server } = host.backend;
      const answers = [
        await request(server)
          .put(`${API}${acceptance}`)
          .send({ reason: 'Known to us all.', until: inDays(9) }),
        await host.delete(acceptance),
        await host.post('/scopes/cluster:prod-eu/scans', {}),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    });
  });

  it('is refused to a caller whose read permission is denied unconditionally', async () => {
    given({ reading: { result: AuthorizeResult.DENY } });
    for (const route of routes()) {
      const { status, body } = await host.get(route);
      expect([route, status]).toEqual([route, 403]);
      expect(body.error.message).toContain('irsa.service-account.read');
    }
  });

  it('is shown completely to a caller with the read permission without conditions', async () => {
    const { body } = await host.get('/fleet/service-accounts');
    expect(names(body.items)).toEqual([
      'prod-eu orders',
      'prod-eu cart',
      'prod-eu batch',
      'prod-eu ledger',
      'staging-eu orders',
    ]);
    expect(body.total).toBe(5);
  });

  it.each<[string, PolicyDecision, string[]]>([
    [
      'of the owner',
      decide(read, only.isEntityOwner({ claims: ['group:default/Team'] })),
      ['prod-eu ledger', 'staging-eu orders'],
    ],
    [
      'in a cluster',
      decide(read, only.inCluster({ clusters: ['staging-eu'] })),
      ['staging-eu orders'],
    ],
    [
      'in namespaces',
      decide(read, only.inNamespace({ namespaces: ['pay*', 'leg?cy'] })),
      ['prod-eu ledger'],
    ],
    [
      'not in an account',
      decide(read, { not: only.inAccount({ accounts: ['111122223333'] }) }),
      ['staging-eu orders'],
    ],
    [
      'that meet one of several conditions',
      decide(read, {
        anyOf: [
          only.inNamespace({ namespaces: ['legacy'] }),
          {
            allOf: [
              only.inNamespace({ namespaces: ['shop'] }),
              only.isEntityOwner({ claims: [TEAM] }),
            ],
          },
        ],
      }),
      ['prod-eu batch', 'staging-eu orders'],
    ],
  ])('lists only those %s, with their total', async (_, reading, expected) => {
    given({ reading });
    const { body } = await host.get('/fleet/service-accounts');
    expect(names(body.items)).toEqual(expected);
    expect(body.total).toBe(expected.length);
    for (const row of rows.service_accounts ?? []) {
      const { body: one } = await host.get(
        `/fleet/service-accounts?serviceAccountId=${row.id}`,
      );
      const isTheirs = expected.includes(`${row.cluster} ${row.name}`);
      expect([row.name, one.total, one.items.length]).toEqual([
        row.name,
        ...(isTheirs ? [1, 1] : [0, 0]),
      ]);
    }
    const { body: overview } = await host.get('/overview');
    expect(overview.serviceAccounts.total).toBe(expected.length);
  });

  describe('for a caller who may read what their team owns', () => {
    beforeEach(() =>
      given({
        reading: decide(read, only.isEntityOwner({ claims: [TEAM] })),
      }),
    );

    it('counts only the service accounts of the team', async () => {
      const { body } = await host.get('/overview');
      expect(body).toMatchObject({
        serviceAccounts: { total: 2, verified: 2, broken: 0 },
        identitySources: { serviceAccountRole: 1, nodeRole: 0, staticKeys: 0 },
        findings: { critical: 0, high: 1, accepted: 0 },
        roles: { total: 2, unused: 1 },
        withoutOwner: 0,
        byOwner: [{ owner: TEAM, open: 1, critical: 0, high: 1 }],
      });
    });

    it('shows only the trend of the team', async () => {
      const { body } = await host.get('/overview');
      const { broken, highFindings, usesNodeRole } = body.trends;
      const value = ({ value: of }: { value: number }) => of;
      expect(broken.map(value)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
      expect(highFindings.map(value)).toEqual([1, 1, 1]);
      expect(usesNodeRole).toEqual([]);
    });

    it('counts values and groups only of the team', async () => {
      const [facets, groups] = await Promise.all(
        ['/facets/findings?facets=check', '/finding-groups'].map(
          async path => (await host.get(path)).body,
        ),
      );
      expect(facets.items).toEqual([
        { name: 'check', values: [{ value: 'trust-scope', count: 1 }] },
      ]);
      expect(groups.items).toMatchObject([{ id: 'trust-scope', findings: 1 }]);
    });

    it('lists the findings, roles, and workloads of the team, and no node role', async () => {
      const [findings, roles, workloads, nodeRoles] = await Promise.all(
        ['/findings', '/roles', '/fleet/workloads', '/node-roles'].map(
          async path => (await host.get(path)).body,
        ),
      );
      expect(findings).toMatchObject({
        items: [{ id: ids.ledgerFinding }],
        total: 1,
      });
      expect(roles.items.map(({ name }: { name: string }) => name)).toEqual([
        'ledger',
        'staging-orders',
      ]);
      expect(names(workloads.items)).toEqual(['prod-eu deployment/api']);
      expect(nodeRoles).toEqual({ items: [], total: 0 });
    });

    it('shows the scopes of the team without the number of other resources', async () => {
      const { body } = await host.get('/scopes');
      expect(
        body.items.map(({ id, counts }: { id: string; counts?: object }) => [
          id,
          counts,
        ]),
      ).toEqual([
        ['cluster:prod-eu', undefined],
        ['cluster:staging-eu', undefined],
        ['account:111122223333', undefined],
        ['account:444455556666', undefined],
      ]);
    });

    it.each([
      ['a finding', () => `/findings/${ids.ordersFinding}`],
      ['a role', () => `/roles/${ids.sharedRole}`],
      ['a trust-only role', () => `/roles/${ids.nobodysRole}`],
      ['a node role', () => `/node-roles/${ids.nodeRole}`],
    ])('responds 404 to %s of others', async (_, path) => {
      const { status, body } = await host.get(path());
      expect([status, body.error.name]).toEqual([404, 'NotFoundError']);
    });

    it('refuses to accept or reopen findings that the caller may not read', async () => {
      const { server } = host.backend;
      const path = `/findings/${ids.ordersFinding}/acceptance`;
      const accepted = await request(server)
        .put(`${API}${path}`)
        .send({ reason: 'Known to us all.', until: inDays(9) });
      expect([accepted.status, (await host.delete(path)).status]).toEqual([
        404, 404,
      ]);
      const [row] = await host
        .knex('findings')
        .where({ id: ids.ordersFinding });
      expect(row.accepted_at).toBeNull();
    });

    it('exports only rows of the team', async () => {
      const { text } = await host.get('/exports/service-accounts');
      expect(text).toContain('ledger');
      expect(text).not.toContain(OTHERS);
      const { body } = await host.get('/exports/findings?format=json');
      expect(body.map(({ id }: { id: string }) => id)).toEqual([
        ids.ledgerFinding,
      ]);
    });

    it('answers who can do something only for the team', async () => {
      const { knex, sandbox } = host;
      const statement = {
        ...{ Effect: 'Allow', Principal: { AWS: '444455556666' } },
        ...{ Action: 's3:GetObject', Resource: OBJECT },
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-of-others' } },
      };
      sandbox.world.buckets.set('ledger-files', {
        ...{ name: 'ledger-files', accountId: '111122223333' },
        ...{ region: 'eu-west-1', createdAt: new Date(), objects: new Map() },
        policy: JSON.stringify({
          ...{ Version: '2012-10-17', Statement: [statement] },
        }),
      });
      const { set, services } = policySetRow('broken', [
        { Action: 's3:*', Resource: '*' },
      ]);
      const policies = set.policies
        .replace('"name":"inline"', '"name":"plan-of-others"')
        .replace('2012-10-17', '2012');
      await knex('inventory_policy_sets').insert({ ...set, policies });
      await knex('inventory_policy_set_services').insert(services);
      await knex('inventory_principals').insert(
        principalRow('111122223333', 'role', 'others', {
          policySet: 'broken',
        }),
      );
      const since = sandbox.world.calls.count;
      const { body } = await host.post(
        `/access?action=s3:GetObject&resource=${OBJECT}`,
        {},
      );
      expect(sandbox.world.calls.since(since)).toEqual([]);
      expect(
        names(
          body.items.map(
            ({ serviceAccount }: { serviceAccount: never }) => serviceAccount,
          ),
        ),
      ).toEqual(['prod-eu ledger', 'staging-eu orders']);
      expect([body.total, body.principals]).toEqual([2, 2]);
      expect(body.kinds).toEqual([{ kind: 'pod', count: 2 }]);
      expect(body.limitations.join(' ')).toContain(
        'only to users who may read the whole fleet',
      );
      // The response also hides the bucket's owner, and what the backend cannot read about it.
      expect(body.items[1].conditions).toEqual([
        'only if account 444455556666 owns the resource, or if its owner allows this too',
      ]);
      expect(JSON.stringify(body)).not.toMatch(/of-others/);
      const { body: ofNone } = await host.post(
        `/access?action=s3:GetObject&resource=arn:aws:s3:::not-there/a`,
        {},
      );
      // The text about SCPs that could not be read depends on the time of the attempt.
      const told = ({ limitations }: { limitations: string[] }) =>
        limitations.filter(sentence => !sentence.includes('SCPs'));
      expect(told(ofNone)).toEqual(told(body));
      expect(body.limitations).toContain(
        'The policy of the resource was not read: it can allow others of its account, who are not listed, or deny these. Only users who may read the whole fleet can see it.',
      );
      await knex('inventory_principals').delete();
    });

    it('answers who can do something by assuming a role, if the caller may see both roles', async () => {
      const { knex } = host;
      const STAGING = { id: 'account:444455556666' };
      const at = () => ({ completed_at: new Date().toISOString() });
      const { set, services } = policySetRow('assume', [
        { Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/*' },
      ]);
      await knex('inventory_policy_sets').insert(set);
      await knex('inventory_policy_set_services').insert(services);
      const role = (id: string) => knex('inventory_roles').where({ id });
      await role(roleIdOf('444455556666', 'staging-orders')).update({
        policy_set: 'assume',
      });
      const trusted = JSON.stringify([
        { kind: 'account', name: '444455556666', statement: 0 },
      ]);
      await knex('inventory_roles').update({ trusted });
      await knex('inventory_scopes').where(STAGING).update(at());
      const { body } = await host.get(
        `/access?action=s3:GetObject&resource=${OBJECT}`,
      );
      expect(
        body.items.map(
          ({ name, roleArn }: { name: string; roleArn: string }) =>
            `${name} as ${roleArn}`,
        ),
      ).toEqual([
        'prod-eu/payments/ledger as arn:aws:iam::111122223333:role/ledger',
        // The roles of others, which it can assume too, are hidden.
        'staging-eu/shop/orders as arn:aws:iam::111122223333:role/ledger',
      ]);
      await knex('inventory_roles').update({ trusted: '[]' });
      await role(roleIdOf('444455556666', 'staging-orders')).update({
        policy_set: 'ledger',
      });
      await knex('inventory_scopes')
        .where(STAGING)
        .update({ completed_at: null });
    });

    it("shows only the team's findings and service accounts of a role", async () => {
      await host.knex('inventory_locations').insert({
        ...rows.inventory_locations[0],
        kind: 'role',
        row_id: ids.sharedRole,
      });
      const { body } = await host.get(`/roles/${ids.sharedRole}`);
      expect(body.blastRadius.serviceAccounts).toEqual([]);
      await host
        .knex('inventory_locations')
        .where({ kind: 'role', row_id: ids.sharedRole, namespace: 'payments' })
        .delete();
    });
  });

  describe('the lists for users who create IAM service accounts', () => {
    const listed = async (path: string) => {
      const { body } = await host.get(path);
      expect(body.total).toBe(body.items.length);
      return names(body.items);
    };

    it('show without irsa.governance.read what the catalog, the owner, or the rules allow', async () => {
      given({ denied: ['irsa.governance.read'] });
      const expected = ['prod-eu batch', 'prod-eu ledger', 'prod-eu cart'];
      expect(await listed('/service-accounts')).toEqual(expected);
      expect(await listed('/migrations')).toEqual(expected);
      await host
        .knex('service_accounts')
        .where({ id: ids.orders })
        .update({ owner: TEAM });
      expect(await listed('/service-accounts')).toEqual([
        ...expected,
        'prod-eu orders',
      ]);
      await host
        .knex('service_accounts')
        .where({ id: ids.orders })
        .update({ owner: null });
    });

    it('show with irsa.governance.read what the conditions allow, and nothing deleted', async () => {
      expect(await listed('/service-accounts')).toHaveLength(5);
      given({ reading: decide(read, only.isEntityOwner({ claims: [TEAM] })) });
      const expected = ['prod-eu ledger', 'staging-eu orders'];
      expect(await listed('/service-accounts')).toEqual(expected);
      expect(await listed('/migrations')).toEqual(expected);
      const { body } = await host.get('/migrations');
      expect(body.counts).toEqual([
        { cluster: 'prod-eu', irsa: 1, inProgress: 0, podIdentity: 0 },
        { cluster: 'staging-eu', irsa: 1, inProgress: 0, podIdentity: 0 },
      ]);
    });

    it('are returned in pages', async () => {
      const paged: string[] = [];
      let cursor = '';
      do {
        const { body } = await host.get(`/service-accounts?limit=2${cursor}`);
        expect(body.total).toBe(5);
        paged.push(...names(body.items));
        cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
      } while (cursor);
      expect(paged).toEqual(
        names((await host.get('/service-accounts')).body.items),
      );
    });

    it('link only to service accounts that the lists or irsa.governance.read show', async () => {
      expect((await host.get(`/service-accounts/${ids.orders}`)).status).toBe(
        200,
      );
      given({ denied: ['irsa.governance.read'] });
      expect((await host.get(`/service-accounts/${ids.orders}`)).status).toBe(
        404,
      );
      expect((await host.get(`/service-accounts/${ids.ledger}`)).status).toBe(
        200,
      );
    });
  });

  it('lets plugins read only the lists that they index', async () => {
    const asPlugin = (path: string) =>
      request(host.backend.server)
        .get(`${API}${path}`)
        .set('Authorization', mockCredentials.service.header());
    for (const path of ['/fleet/service-accounts', '/findings', '/roles']) {
      expect((await asPlugin(path)).status).toBe(200);
    }
    expect((await asPlugin('/overview')).status).toBe(403);
  });
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
}
