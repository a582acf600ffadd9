import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ANNOTATION_ORIGIN_LOCATION,
  RELATION_MEMBER_OF,
  type Entity,
} from '@backstage/catalog-model';
import request from 'supertest';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { API, type TestHost } from '../__testUtils__/host';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { componentOf, specOf } from '../__testUtils__/core';

const TEAM = 'group:default/team';
const STRANGERS = 'group:default/strangers';
const VICTIM = 'user:default/victim';
const ATTACKER = 'user:default/attacker';
/** A former member of the victim's team with an old token. */
const FORMER = 'user:default/former';
/** A user who claims membership of the victim's team, in a catalog file that anyone can register. */
const IMPOSTOR = 'user:default/impostor';

const ORGANIZATION = 'url:https://example.com/org.yaml';
const ANYWHERE = 'url:https://example.com/anywhere.yaml';

/** Nothing was allowed, written, or recorded. */
const REFUSED = { allowed: [], writes: [], isSame: true };

function groupOf(name: string, from = ORGANIZATION): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name,
      namespace: 'default',
      annotations: { [ANNOTATION_ORIGIN_LOCATION]: from },
    },
    spec: { type: 'team', children: [] },
  };
}

function userOf(ref: string, groups: string[], from = ORGANIZATION): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name: ref.split('/')[1],
      namespace: 'default',
      annotations: { [ANNOTATION_ORIGIN_LOCATION]: from },
    },
    spec: {},
    relations: groups.map(targetRef => ({
      type: RELATION_MEMBER_OF,
      targetRef,
    })),
  };
}

/** Finding 2 of the security review and similar attacks: nobody gains ownership through values that the author of an entity controls. */
describe('attacks on ownership', () => {
  let host: TestHost & Awaited<ReturnType<typeof startFleetHost>>;
  let entity: Entity;
  let id: string;

  beforeAll(async () => {
    // The attacker registered the name first, with the owner that the victim's template needs.
    entity = componentOf('uploads', TEAM);
    entity.metadata.uid = 'uid-of-the-attacker';
    host = await startFleetHost(
      {},
      {
        entities: () => [
          entity,
          groupOf('team'),
          groupOf('strangers'),
          userOf(VICTIM, [TEAM]),
          userOf(ATTACKER, [STRANGERS]),
          userOf(FORMER, [STRANGERS]),
          userOf(IMPOSTOR, [TEAM], ANYWHERE),
        ],
        users: {
          [VICTIM]: [TEAM],
          [ATTACKER]: [STRANGERS],
          [FORMER]: [TEAM, STRANGERS],
          [IMPOSTOR]: [TEAM],
        },
        irsa: {
          groupSources: ['url:https://example.com/org.yaml'],
          namespaceRules: [namespaceRule([TEAM, STRANGERS])],
        },
      },
    );
    const made = await api('put', '/service-accounts', VICTIM, {
      spec: specOf(),
    });
    if (made.status !== 200) throw new Error(made.body.error.message);
    id = made.body.serviceAccount.id;
  });
  afterAll(() => host?.stop());

  function api(
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    who: string,
    body: object = {},
  ) {
    const sent = request(host.backend.server)
      [method](`${API}${path}`)
      .set('Authorization', mockCredentials.user.header(who));
    return method === 'get' ? sent : sent.send(body);
  }
  const record = async () => {
    const row = await host
      .knex('service_accounts')
      .where({ id })
      .first('entity_ref', 'entity_uid', 'owner');
    return { ...row };
  };
  /** Returns the requests of every way to change or delete it. */
  const tries = (who: string, change: object = {}) =>
    [
      ['apply', api('put', '/service-accounts', who, { spec: specOf(change) })],
      [
        'take access',
        api('put', '/service-accounts', who, {
          spec: specOf({ grants: [], ...change }),
        }),
      ],
      ['delete', api('delete', `/service-accounts/${id}`, who)],
      [
        'right-size',
        api('post', `/service-accounts/${id}/right-sizings`, who, {
          drop: ['s3'],
        }),
      ],
      [
        'migrate',
        api('post', `/service-accounts/${id}/migrations`, who, {
          to: 'pod-identity',
        }),
      ],
      [
        'deliver',
        api('post', '/deliveries', who, {
          spec: specOf(change),
          format: 'terraform',
        }),
      ],
      [
        'cut off',
        api('post', `/service-accounts/${id}/cut-off`, who, { reason: 'x' }),
      ],
      [
        'ask on behalf of another group',
        api('post', `/service-accounts/${id}/transfers`, who, {
          owner: 'group:default/third',
        }),
      ],
    ] as const;
  /** Returns the combined result of all of them. */
  const outcome = async (who: string, change: object = {}) => {
    const before = await record();
    const since = host.sandbox.world.calls.count;
    const allowed: string[] = [];
    for (const [what, asked] of tries(who, change)) {
      const { status } = await asked;
      if (status !== 403) allowed.push(`${what}: ${status}`);
    }
    const writes = host.sandbox.world.calls
      .since(since)
      .filter(({ write }) => write);
    const isSame = JSON.stringify(await record()) === JSON.stringify(before);
    return { allowed, writes, isSame };
  };
  const flipTo = (owner: string) => {
    entity.spec!.owner = owner;
  };

  afterEach(() => {
    flipTo(TEAM);
    entity.metadata.uid = 'uid-of-the-attacker';
  });

  it('with a changed owner of the entity change and delete nothing', async () => {
    flipTo(STRANGERS);
    expect(await outcome(ATTACKER)).toEqual(REFUSED);
    // The owner in the catalog is allowed to read and verify.
    const { status, body } = await api(
      'get',
      `/service-accounts/${id}`,
      ATTACKER,
    );
    expect([status, body.owner]).toEqual([200, TEAM]);
    const verified = await api(
      'post',
      `/service-accounts/${id}/verifications`,
      ATTACKER,
      { live: false },
    );
    expect(verified.status).toBe(200);
    const again = await api('put', '/service-accounts', VICTIM, {
      spec: specOf(),
    });
    expect(again.status).toBe(200);
  });

  it('with another letter case find no other owner and no other entity', async () => {
    flipTo('Group:Default/STRANGERS');
    expect(
      await outcome(ATTACKER, { owner: 'GROUP:default/Strangers' }),
    ).toEqual(REFUSED);
    expect(
      await outcome(ATTACKER, { entityRef: 'Component:Default/Uploads' }),
    ).toEqual(REFUSED);
  });

  it('with read requests do not change the record', async () => {
    flipTo(STRANGERS);
    entity.metadata.uid = 'uid-of-another';
    const before = await record();
    for (const who of [ATTACKER, VICTIM]) {
      await api(
        'get',
        '/entities/component/default/uploads/service-accounts',
        who,
      );
      await api('get', `/service-accounts/${id}/transfers`, who);
      await api('get', '/transfers', who);
    }
    expect(await record()).toEqual(before);
    expect(await outcome(ATTACKER)).toEqual(REFUSED);
  });

  it('with another entity of the same name get no access', async () => {
    flipTo(STRANGERS);
    entity.metadata.uid = 'uid-of-a-new-one';
    expect(await outcome(ATTACKER)).toEqual(REFUSED);
  });

  it('with an entity that is registered later are not taken for its owner, even after the victim applies again', async () => {
    const row = () => host.knex('service_accounts').where({ id });
    const before = await record();
    await row().update({ entity_uid: null });
    flipTo(STRANGERS);
    const again = await api('put', '/service-accounts', VICTIM, {
      spec: specOf(),
    });
    expect(again.status).toBe(200);
    expect((await record()).entity_uid).toBeNull();
    await row().update({ entity_uid: before.entity_uid });
  });

  it('with an expired membership are refused', async () => {
    expect(await outcome(FORMER)).toEqual(REFUSED);
  });

  it('with a user entity from an untrusted source are refused', async () => {
    expect(await outcome(IMPOSTOR)).toEqual(REFUSED);
  });

  it("with the attacker's own transfer wait for the recorded owner", async () => {
    flipTo(STRANGERS);
    const asked = await api(
      'post',
      `/service-accounts/${id}/transfers`,
      ATTACKER,
      { owner: STRANGERS },
    );
    expect(asked.status).toBe(201);
    for (const who of [ATTACKER, FORMER, IMPOSTOR]) {
      const decided = await api(
        'post',
        `/transfers/${asked.body.id}/decisions`,
        who,
        { decision: 'confirm' },
      );
      expect([who, decided.status]).toEqual([who, 403]);
    }
    expect(await outcome(ATTACKER)).toEqual(REFUSED);
    const declined = await api(
      'post',
      `/transfers/${asked.body.id}/decisions`,
      VICTIM,
      { decision: 'decline' },
    );
    expect(declined.status).toBe(200);
  });

  it('do not prevent the victim from deleting, and the name is then free for the new owner', async () => {
    flipTo(STRANGERS);
    const { status } = await api('delete', `/service-accounts/${id}`, VICTIM);
    expect(status).toBe(200);
    // The attacker owns the entity now, and new IAM service accounts belong to its owner.
    const again = await api('put', '/service-accounts', ATTACKER, {
      spec: specOf(),
    });
    expect(again.status).toBe(200);
    expect((await record()).owner).toBe(STRANGERS);
  });
});
