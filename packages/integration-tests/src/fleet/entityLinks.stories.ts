import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import type {
  EntityLinkResult,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { auditLog } from '../__testUtils__/auditLog';
import { componentOf } from '../__testUtils__/core';
import { rolesOf } from '../__testUtils__/defaults/iam';
import { API } from '../__testUtils__/host';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const LEDGER = 'component:default/ledger';

/** Returns a component with relations, as the real catalog does. */
const ownedBy = (name: string, targetRef: string) => ({
  ...componentOf(name, targetRef),
  relations: [{ type: 'ownedBy', targetRef }],
});

describe('links of IAM service accounts to entities', () => {
  let host: ScanHost;
  const audit = auditLog();
  let denied: string[] = [];
  const decide = async (requests: { permission: { name: string } }[]) =>
    requests.map(({ permission: { name } }) => ({
      result: denied.includes(name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    }));

  const row = async (name: string): Promise<FleetServiceAccount> => {
    const { body } = await host.get(`/fleet/service-accounts?q=${name}`);
    return body.items.find(
      (item: FleetServiceAccount) =>
        item.name === name && item.cluster === 'prod-eu',
    );
  };
  const link = async (
    entityRef: string | null,
    ...names: string[]
  ): Promise<EntityLinkResult[]> => {
    const links = [];
    for (const name of names) {
      links.push({ serviceAccountId: (await row(name)).id, entityRef });
    }
    const { status, text, body } = await request(host.backend.server)
      .put(`${API}/entity-links`)
      .send({ links });
    expect([status, text]).toEqual([200, expect.anything()]);
    return body.items;
  };
  const rulesOf = (items: EntityLinkResult[]) =>
    items.map(({ result, violations }) => [
      result,
      ...violations.map(({ field, rule }) => `${field} ${rule}`),
    ]);
  const ofEntity = async (name: string): Promise<string[]> => {
    const { body } = await host.get(
      `/entities/component/default/${name}/service-accounts`,
    );
    return body.items.map((item: { name: string }) => item.name);
  };

  beforeAll(async () => {
    host = await startScanHost(databases, {
      entities: () => [ownedBy('ledger', TEAM), ownedBy('strange', OTHERS)],
      groups: [TEAM, 'group:default/admins'],
      irsa: {
        administrators: ['group:default/admins'],
        namespaceRules: [namespaceRule([TEAM], { namespaces: ['payments'] })],
      },
      features: [
        audit.factory,
        mockServices.permissions.mock({
          authorize: decide,
          authorizeConditional: decide,
        }).factory,
      ],
    });
    await host.settle();
  });
  afterAll(() => host?.stop());

  it('are proposed with a reason if the owner may use the namespace', async () => {
    const { body } = await host.get('/fleet/service-accounts?link=proposed');
    expect(
      body.items.map(
        ({ name, entityRef, proposedEntity }: FleetServiceAccount) => [
          name,
          entityRef,
          proposedEntity,
        ],
      ),
    ).toContainEqual([
      'ledger',
      null,
      { entityRef: LEDGER, reason: expect.stringMatching(/ServiceAccount$/) },
    ]);
    expect((await row('ledger')).proposedEntity?.entityRef).toBe(LEDGER);
  });

  it('change nothing in AWS, appear in the list and on the entity page, and are audited', async () => {
    const roles = rolesOf(host.sandbox);
    expect(await ofEntity('ledger')).toEqual([]);
    expect(rulesOf(await link(LEDGER, 'ledger'))).toEqual([['linked']]);
    expect(await row('ledger')).toMatchObject({
      entityRef: LEDGER,
      linkedTo: LEDGER,
      managedByBackstage: false,
    });
    expect(await ofEntity('ledger')).toEqual(['ledger']);
    expect(rolesOf(host.sandbox)).toEqual(roles);
    expect(
      audit.events.find(({ eventId }) => eventId === 'entity-link'),
    ).toMatchObject({
      outcome: 'succeeded',
      meta: { count: 1, links: [expect.stringContaining(`${LEDGER} linked`)] },
    });
    expect(audit.changes.at(-1)).toMatchObject({
      outcome: 'succeeded',
      meta: { action: 'link', serviceAccount: 'prod-eu/payments/ledger' },
    });
  });

  it('do not show anything on the entity page to callers who may not read it otherwise', async () => {
    denied = ['irsa.governance.read'];
    const { body } = await request(host.backend.server)
      .get(`${API}/entities/component/default/ledger/service-accounts`)
      .set('Authorization', mockCredentials.user.header('user:default/guest'));
    const ofOwner = await ofEntity('ledger');
    denied = [];
    expect(body.items).toEqual([]);
    expect(ofOwner).toEqual(['ledger']);
  });

  it('remain after scans, which assign findings to the entity', async () => {
    await host.scan('cluster:prod-eu');
    const after = await row('ledger');
    expect(after).toMatchObject({ entityRef: LEDGER, owners: [TEAM] });
    expect(after.proposedEntity).toBeUndefined();
  });

  it('leave the service account read-only until it is adopted', async () => {
    const { id } = await row('ledger');
    const account = (await host.get(`/service-accounts/${id}`)).body;
    expect([account.owner, account.spec ?? null]).toEqual([null, null]);
    const answer = await host.delete(`/service-accounts/${id}`);
    expect([answer.status, answer.text]).toEqual([
      403,
      expect.stringContaining('not managed by Backstage'),
    ]);
  });

  it('are refused if the rules do not give the namespace to the owner, or if the target does not exist', async () => {
    expect(rulesOf(await link('component:default/strange', 'ledger'))).toEqual([
      ['refused', 'entityRef namespace-owner'],
    ]);
    expect(rulesOf(await link(LEDGER, 'forecast'))).toEqual([
      ['refused', 'entityRef namespace-owner'],
    ]);
    expect(rulesOf(await link('component:default/none', 'ledger'))).toEqual([
      ['refused', 'entityRef entity-exists'],
    ]);
    const { body } = await request(host.backend.server)
      .put(`${API}/entity-links`)
      .send({ links: [{ serviceAccountId: 'none', entityRef: LEDGER }] });
    expect(rulesOf(body.items)).toEqual([
      ['refused', 'serviceAccountId service-account-exists'],
    ]);
    expect((await row('ledger')).linkedTo).toBe(LEDGER);
  });

  it('are ignored once an owner is recorded', async () => {
    const { id } = await row('ledger');
    const record = (owner: string | null, entityRef: string | null) =>
      host
        .knex('service_accounts')
        .where({ id })
        .update({ owner, entity_ref: entityRef });
    await record(OTHERS, 'component:default/strange');
    expect((await row('ledger')).linkedTo).toBeUndefined();
    expect(await ofEntity('ledger')).toEqual([]);
    expect(rulesOf(await link(LEDGER, 'ledger'))).toEqual([
      ['refused', 'serviceAccountId managed-by-backstage'],
    ]);
    await record(null, null);
    expect((await row('ledger')).linkedTo).toBe(LEDGER);
  });

  it('can be removed', async () => {
    expect(rulesOf(await link(null, 'ledger'))).toEqual([['unlinked']]);
    expect((await row('ledger')).entityRef).toBeNull();
    expect(await ofEntity('ledger')).toEqual([]);
    expect(rulesOf(await link(null, 'ledger'))).toEqual([
      ['refused', 'serviceAccountId not-linked'],
    ]);
    await host.scan('cluster:prod-eu');
    expect((await row('ledger')).proposedEntity?.entityRef).toBe(LEDGER);
  });

  it('scan a cluster again if it is being scanned', async () => {
    const scope = () =>
      host.knex('inventory_scopes').where({ id: 'cluster:prod-eu' });
    const [before] = await scope();
    await scope().update({ scanning_until: Date.now() + 60_000 });
    expect(rulesOf(await link(LEDGER, 'ledger'))).toEqual([['linked']]);
    await scope().update({ scanning_until: 0 });
    await host.scanDue();
    const [after] = await scope();
    expect(after.completed_at > before.completed_at).toBe(true);
    expect((await row('ledger')).owners).toEqual([TEAM]);
    expect(rulesOf(await link(null, 'ledger'))).toEqual([['unlinked']]);
  });

  it('reject callers who are not administrators', async () => {
    const { id } = await row('ledger');
    const { status } = await request(host.backend.server)
      .put(`${API}/entity-links`)
      .set('Authorization', mockCredentials.user.header('user:default/guest'))
      .send({ links: [{ serviceAccountId: id, entityRef: LEDGER }] });
    expect(status).toBe(403);
    expect((await row('ledger')).linkedTo).toBeUndefined();
  });
});
