import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  serviceAccountId,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import request from 'supertest';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { API } from '../__testUtils__/host';
import {
  startFleetHost,
  type FleetHost,
} from '../__testUtils__/inventory/host';
import { componentOf, specOf } from '../__testUtils__/core';

const EVIL = 'group:default/evil';
const VICTIMS = 'group:default/victims';
const ATTACKER = 'user:default/attacker';
const VICTIM = 'user:default/victim';

const GHOST = 'prod-eu/payments/ghost';

const component = (name: string, owner: string, ...named: string[]) =>
  componentOf(name, owner, { [SERVICE_ACCOUNT_ANNOTATION]: named.join(',') });

/** Attackers write any owner and annotations into their entities. */
describe('ServiceAccounts of another team that an entity claims', () => {
  let host: FleetHost;
  let governs: string[] = [];

  beforeAll(async () => {
    const permissions = mockServices.permissions.mock();
    const decide = async (
      asked: { permission: { name: string } }[],
      options?: { credentials?: BackstageCredentials },
    ) => {
      const user = options?.credentials?.principal as BackstageUserPrincipal;
      return asked.map(({ permission: { name } }) => ({
        result:
          name === 'irsa.governance.read' &&
          !governs.includes(user.userEntityRef)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }));
    };
    permissions.authorize.mockImplementation(decide);
    permissions.authorizeConditional.mockImplementation(decide);
    host = await startFleetHost(
      {},
      {
        entities: () => [
          component('pretended', VICTIMS, 'prod-eu/payments/ledger', GHOST),
          component('honest', EVIL, 'prod-eu/payments/ledger', GHOST),
          component('own', EVIL, 'prod-eu/production/checkout'),
          component('ledger', VICTIMS, 'prod-eu/payments/ledger'),
          component('uploads', VICTIMS),
        ],
        users: { [ATTACKER]: [EVIL], [VICTIM]: [VICTIMS] },
        irsa: {
          namespaceRules: [
            namespaceRule([VICTIMS], { namespaces: ['payments'] }),
            namespaceRule([EVIL], { namespaces: ['production'] }),
          ],
        },
        features: [permissions.factory],
      },
    );
  });
  afterAll(() => host?.stop());
  afterEach(() => {
    governs = [];
  });

  const api = (
    method: 'get' | 'post' | 'put',
    path: string,
    who: string,
    body: object = {},
  ) => {
    const sent = request(host.backend.server)
      [method](`${API}${path}`)
      .set('Authorization', mockCredentials.user.header(who));
    return method === 'get' ? sent : sent.send(body);
  };
  const namesOf = ({ body }: { body: { items: IamServiceAccount[] } }) =>
    body.items.map(({ name }) => name);
  const verify = async (name: string, who = ATTACKER) =>
    namesOf(
      await api(
        'post',
        `/entities/component/default/${name}/verifications`,
        who,
      ),
    );
  const read = async (name: string, who = ATTACKER) =>
    namesOf(
      await api(
        'get',
        `/entities/component/default/${name}/service-accounts`,
        who,
      ),
    );
  const summaries = async (...names: string[]) => {
    const { body } = await api('post', '/entities/access', ATTACKER, {
      entityRefs: names.map(name => `component:default/${name}`),
    });
    return body.items;
  };
  const stored = (): Promise<string[]> =>
    host.knex('service_accounts').orderBy('name').pluck('name');

  it.each(['pretended', 'honest'])(
    'are neither verified nor recorded: %s',
    async name => {
      const since = host.sandbox.world.calls.count;
      expect(await verify(name)).toEqual([]);
      expect(await stored()).toEqual([]);
      expect(host.sandbox.world.calls.count).toBe(since);
    },
  );

  it('are not recorded for a reader of the fleet if the owner may not use the namespace', async () => {
    governs = [ATTACKER];
    expect(await verify('honest')).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it('are not shown after their owner has verified them', async () => {
    expect(await verify('ledger', VICTIM)).toEqual(['ledger']);
    expect(await verify('pretended')).toEqual([]);
    expect(await read('pretended')).toEqual([]);
    expect(await summaries('pretended', 'honest')).toEqual([]);
    expect(await stored()).toEqual(['ledger']);
    const id = serviceAccountId({
      ...{ cluster: 'prod-eu', namespace: 'payments', name: 'ledger' },
    });
    expect((await api('get', `/service-accounts/${id}`, ATTACKER)).status).toBe(
      404,
    );
  });

  it('are shown to readers of the fleet, as elsewhere', async () => {
    governs = [ATTACKER];
    expect(await read('pretended')).toEqual(['ledger', 'ghost']);
    expect(await read('honest')).toEqual([]);
  });

  it("do not hide the entity's own ServiceAccount from its owner", async () => {
    expect(await verify('own')).toEqual(['checkout']);
    expect(await read('own')).toEqual(['checkout']);
    expect(await summaries('own')).toMatchObject([{ serviceAccounts: 1 }]);
    expect(await read('own', VICTIM)).toEqual([]);
  });

  it('are shown to all who see the entity if they were created for it', async () => {
    const spec = specOf({ namespace: 'payments', owner: VICTIMS });
    const made = await api('put', '/service-accounts', VICTIM, { spec });
    expect([made.status, made.text]).toEqual([200, expect.anything()]);
    expect(await read('uploads')).toEqual(['uploads']);
    expect(await verify('uploads', VICTIM)).toEqual(['uploads']);
  });
});
