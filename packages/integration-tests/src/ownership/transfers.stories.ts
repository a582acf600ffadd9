import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { OWNER_KEY } from '@backstage-irsa/core/model';
import request from 'supertest';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { whileDenied } from '../__testUtils__/denied';
import { API } from '../__testUtils__/host';
import {
  startFleetHost,
  type FleetHost,
} from '../__testUtils__/inventory/host';
import { componentOf, specOf } from '../__testUtils__/core';

const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const STRANGERS = 'group:default/strangers';
const ADMINS = 'group:default/admins';

const ADA = 'user:default/ada';
const BOB = 'user:default/bob';
const BOTH = 'user:default/both';
const EVE = 'user:default/eve';
const ADMIN = 'user:default/admin';
const ACCOUNT = '111122223333';

const as = (ref: string) => mockCredentials.user.header(ref);
/** The credentials of the scaffolder on behalf of a user. */
const onBehalfOf = (ref: string) =>
  `Bearer ${mockCredentials.user.token(ref, {
    actor: { subject: 'plugin:scaffolder' },
  })}`;

describe('transfers of ownership', () => {
  let host: FleetHost;
  const names = [
    'asked',
    'declined',
    'forbidden',
    'left',
    'flipped',
    'squat',
    'both',
    'pods',
    'shared',
    'bulk-a',
    'bulk-b',
  ];
  const entities = new Map<string, Entity>();

  beforeAll(async () => {
    for (const name of names) {
      const entity = componentOf(name, TEAM);
      entity.metadata.uid = `uid-of-${name}`;
      entities.set(name, entity);
    }
    host = await startFleetHost(
      {},
      {
        entities: () => [...entities.values()],
        irsa: {
          administrators: [ADMINS],
          namespaceRules: [
            namespaceRule([TEAM]),
            namespaceRule([OTHERS], { namespaces: ['production'] }),
          ],
        },
        users: {
          [ADA]: [TEAM],
          [BOB]: [OTHERS],
          [BOTH]: [TEAM, OTHERS],
          [EVE]: [STRANGERS],
          [ADMIN]: [ADMINS],
        },
      },
    );
  });
  afterAll(() => host?.stop());

  const api = (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    who: string,
    body: object = {},
  ) => {
    const header = who.startsWith('Bearer') ? who : as(who);
    const sent = request(host.backend.server)
      [method](`${API}${path}`)
      .set('Authorization', header);
    return method === 'get' ? sent : sent.send(body);
  };
  const specFor = (name: string, change: object = {}) =>
    specOf({ name, entityRef: `component:default/${name}`, ...change });
  const make = async (name: string, change: object = {}): Promise<string> => {
    const { status, body } = await api('put', '/service-accounts', ADA, {
      spec: specFor(name, change),
    });
    if (status !== 200) throw new Error(body.error.message);
    return body.serviceAccount.id;
  };
  const ask = (id: string, who = BOB, owner = OTHERS) =>
    api('post', `/service-accounts/${id}/transfers`, who, { owner });
  const decide = (id: string, who: string, decision = 'confirm') =>
    api('post', `/transfers/${id}/decisions`, who, { decision });
  const ownerOf = async (id: string) =>
    (await api('get', `/service-accounts/${id}`, ADMIN)).body.owner;
  const world = () => host.sandbox.world.accounts.get(ACCOUNT)!;
  const roleTagOf = (name: string) =>
    [...world().roles.values()]
      .find(role => role.name.startsWith(name))
      ?.tags.find(({ key }) => key === OWNER_KEY)?.value;
  const flip = (name: string, owner: string) => {
    entities.get(name)!.spec!.owner = owner;
  };

  it('are requested by the new owner, visible to both, and confirmed by the recorded owner', async () => {
    const id = await make('asked');
    flip('asked', OTHERS);
    expect((await api('get', `/service-accounts/${id}`, BOB)).body.owner).toBe(
      TEAM,
    );
    const { status, body } = await ask(id);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      serviceAccountId: id,
      from: TEAM,
      to: OTHERS,
      entityRef: 'component:default/asked',
      requestedBy: BOB,
      state: 'pending',
      mayDecide: false,
    });
    const days =
      (Date.parse(body.expiresAt) - Date.parse(body.requestedAt)) / 86_400_000;
    expect(days).toBe(30);
    const seenBy = async (who: string) => {
      const { body: list } = await api(
        'get',
        `/service-accounts/${id}/transfers`,
        who,
      );
      const [{ mayDecide }] = list.items;
      const { mayRequest, mayManage } = list;
      return { mayDecide, mayRequest, mayManage };
    };
    expect(await seenBy(ADA)).toEqual({
      mayDecide: true,
      mayRequest: true,
      mayManage: true,
    });
    expect(await seenBy(BOB)).toEqual({
      mayDecide: false,
      mayRequest: true,
      mayManage: false,
    });
    expect(await seenBy(EVE)).toEqual({
      mayDecide: false,
      mayRequest: false,
      mayManage: false,
    });
    const listedFor = async (who: string) =>
      (await api('get', '/transfers?state=pending', who)).body.items.length;
    expect(await listedFor(ADA)).toBe(1);
    expect(await listedFor(BOB)).toBe(1);
    expect(await listedFor(EVE)).toBe(0);

    const confirmed = await decide(body.id, ADA);
    expect(confirmed.status).toBe(200);
    expect(confirmed.body).toMatchObject({
      state: 'confirmed',
      decidedBy: ADA,
      mayDecide: false,
    });
    expect(confirmed.body.notice).toBeUndefined();
    expect(await ownerOf(id)).toBe(OTHERS);
    expect(roleTagOf('asked')).toBe(OTHERS);
    // From now on, only the new owner has access.
    const change = { spec: specFor('asked', { owner: OTHERS, grants: [] }) };
    expect((await api('put', '/service-accounts', ADA, change)).status).toBe(
      403,
    );
    expect((await api('put', '/service-accounts', BOB, change)).status).toBe(
      200,
    );
  });

  it('cannot be decided by the requester, strangers, plugins, or services', async () => {
    const id = await make('declined');
    const { body } = await ask(id);
    for (const who of [BOB, EVE, onBehalfOf(ADA), onBehalfOf(ADMIN)]) {
      for (const decision of ['confirm', 'decline']) {
        const { status } = await decide(body.id, who, decision);
        expect([who, decision, status]).toEqual([who, decision, 403]);
      }
    }
    const service = await api(
      'post',
      `/transfers/${body.id}/decisions`,
      mockCredentials.service.header(),
      { decision: 'confirm' },
    );
    expect(service.status).toBe(403);
    expect(await ownerOf(id)).toBe(TEAM);
    const refused = await decide(body.id, onBehalfOf(ADA));
    expect(refused.body.error.message).toContain(
      'plugin:scaffolder sent this request',
    );
    // A second transfer is refused until this one is decided.
    expect((await ask(id, BOTH)).status).toBe(409);
    const declined = await decide(body.id, ADA, 'decline');
    expect(declined.body.state).toBe('declined');
    expect((await decide(body.id, ADA)).status).toBe(409);
    expect(await ownerOf(id)).toBe(TEAM);
  });

  it('can be requested only by affected users, in their own session', async () => {
    const id = await make('squat');
    expect((await ask(id, EVE)).status).toBe(403);
    expect((await ask(id, onBehalfOf(BOB))).status).toBe(403);
    expect((await ask(id, BOB, STRANGERS)).status).toBe(403);
    for (const [owner, rule] of [
      ['Group:Default/TEAM', 'owner-changes'],
      ['not a reference', 'owner-reference'],
      ['component:default/squat', 'owner-reference'],
    ]) {
      const { status, body } = await ask(id, ADMIN, owner);
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringContaining(`[${rule}]`),
      ]);
    }
    // Letter case does not distinguish owners.
    const { body } = await ask(id, BOB, 'GROUP:default/Others');
    expect(body.to).toBe(OTHERS);
  });

  it('can be confirmed by a member of both groups, and by an administrator', async () => {
    const id = await make('both');
    const { body } = await ask(id, BOTH);
    expect(body.mayDecide).toBe(true);
    expect((await decide(body.id, BOTH)).body.state).toBe('confirmed');
    const back = await ask(id, ADA, TEAM);
    expect((await decide(back.body.id, ADMIN)).body.state).toBe('confirmed');
    expect(await ownerOf(id)).toBe(TEAM);
    expect(roleTagOf('both')).toBe(TEAM);
  });

  it('check the rules for the new owner when they are confirmed', async () => {
    const id = await make('forbidden', { namespace: 'team-only' });
    const { body } = await ask(id);
    const before = host.sandbox.world.calls.count;
    const { status, body: refusal } = await decide(body.id, ADA);
    expect([status, refusal.error.message]).toEqual([
      400,
      expect.stringMatching(/^namespace: .*\[namespace-owner\]$/),
    ]);
    expect(await ownerOf(id)).toBe(TEAM);
    const writes = host.sandbox.world.calls
      .since(before)
      .filter(({ write }) => write);
    expect(writes).toEqual([]);
  });

  it('are refused while the cluster is not configured, because then no rule of the new owner is checked', async () => {
    const id = await make('left', { namespace: 'team-only' });
    const { body } = await ask(id);
    const row = () => host.knex('service_accounts').where({ id });
    const { spec } = await row().first('spec');
    await row().update({
      cluster: 'removed',
      spec: JSON.stringify({ ...JSON.parse(spec), cluster: 'removed' }),
    });
    const { status, body: refusal } = await decide(body.id, ADA);
    expect([status, refusal.error.message]).toEqual([
      400,
      expect.stringContaining('[cluster-configured]'),
    ]);
    await row().update({ cluster: 'prod-eu', spec });
    expect(await ownerOf(id)).toBe(TEAM);
    expect((await decide(body.id, ADA, 'decline')).status).toBe(200);
    expect((await api('delete', `/service-accounts/${id}`, ADA)).status).toBe(
      200,
    );
  });

  it('update the tags of an EKS Pod Identity association', async () => {
    const id = await make('pods', { mechanism: 'pod-identity' });
    const { body } = await ask(id);
    expect((await decide(body.id, ADA)).body.notice).toBeUndefined();
    const { clusters } = host.sandbox.world;
    const [association] = [
      ...clusters.get('prod-eu')!.podIdentityAssociations.values(),
    ];
    expect(association.tags[OWNER_KEY]).toBe(OTHERS);
    expect(roleTagOf('pods')).toBe(OTHERS);
  });

  it('keep the new record when AWS fails, and are completed by the next apply', async () => {
    const id = await make('flipped');
    const { body } = await ask(id);
    const confirmed = await whileDenied(host, { action: 'iam:TagRole' }, () =>
      decide(body.id, ADA),
    );
    expect(confirmed.body.notice).toContain('until the next apply');
    expect(await ownerOf(id)).toBe(OTHERS);
    expect(roleTagOf('flipped')).toBe(TEAM);
    const again = await api('put', '/service-accounts', BOB, {
      spec: specFor('flipped', { owner: OTHERS }),
    });
    expect(again.status).toBe(200);
    expect(roleTagOf('flipped')).toBe(OTHERS);
  });

  it('leave a shared role with one owner', async () => {
    const change = { roleName: 'shared-by-two' };
    const id = await make('shared', change);
    await make('bulk-a', {
      ...change,
      entityRef: 'component:default/shared',
    });
    const { body } = await ask(id);
    const { status, body: refusal } = await decide(body.id, ADA);
    expect([status, refusal.error.message]).toEqual([
      400,
      expect.stringContaining('production/bulk-a in prod-eu'),
    ]);
    expect(await ownerOf(id)).toBe(TEAM);
  });

  it('in bulk are only for administrators, notify each owner, and skip what a rule forbids', async () => {
    const owners = [{ from: TEAM, to: OTHERS }];
    for (const who of [ADA, BOTH, onBehalfOf(ADMIN)]) {
      const { status } = await api('post', '/transfers/bulk', who, { owners });
      expect([who, status]).toEqual([who, 403]);
    }
    const dry = await api('post', '/transfers/bulk', ADMIN, {
      owners,
      dryRun: true,
    });
    const resultOf = (items: { name: string; result: string }[]) =>
      Object.fromEntries(items.map(({ name, result }) => [name, result]));
    expect(resultOf(dry.body.items)).toMatchObject({
      shared: 'allowed',
      'bulk-a': 'allowed',
      forbidden: 'refused',
    });
    const { status, body } = await api('post', '/transfers/bulk', ADMIN, {
      owners,
    });
    expect(status).toBe(200);
    expect(resultOf(body.items)).toMatchObject({
      shared: 'transferred',
      'bulk-a': 'transferred',
      forbidden: 'refused',
    });
    const [{ violations }] = body.items.filter(
      ({ name }: { name: string }) => name === 'forbidden',
    );
    expect(violations[0]).toMatchObject({ rule: 'namespace-owner' });
    const left = (await api('get', '/service-accounts?limit=100', ADMIN)).body
      .items;
    expect(
      left
        .filter(({ owner }: { owner: string }) => owner === TEAM)
        .map(({ name }: { name: string }) => name),
    ).toEqual(['forbidden']);
    // AWS is updated asynchronously.
    const until = Date.now() + 30_000;
    while (roleTagOf('shared-by-two') !== OTHERS && Date.now() < until) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(roleTagOf('shared-by-two')).toBe(OTHERS);
  });
});
