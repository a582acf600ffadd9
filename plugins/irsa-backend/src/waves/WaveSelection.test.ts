import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { serviceAccountId } from '@backstage-irsa/core/model';
import { Access } from '../authorization/Access';
import { Memberships } from '../authorization/Memberships';
import { specOf } from '../__testUtils__/core';
import { WaveAuthorizer } from './WaveAuthorizer';
import { WaveSelection } from './WaveSelection';

const USER = 'user:default/ada';
const TEAM = 'group:default/team';

const entity = (kind: string, name: string, targetRef?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  ...(targetRef && { relations: [{ type: 'memberOf', targetRef }] }),
});

/** Returns the selection of a wave of 20 IAM service accounts of the team, which the user may read. */
function selectionOf() {
  const accounts = Array.from({ length: 20 }, (_, index) => {
    const spec = specOf({ name: `service-${index}` });
    return { ...spec, id: serviceAccountId(spec), spec, owner: TEAM };
  });
  const member = entity('User', 'ada', TEAM);
  const catalog = catalogServiceMock({
    entities: [member, entity('Group', 'team')],
  });
  const auth = mockServices.auth();
  const config = { clusters: [{ name: 'prod-eu' }], administrators: [] };
  const userInfo = mockServices.userInfo({
    userEntityRef: USER,
    ownershipEntityRefs: [USER, TEAM],
  });
  const byId = (id: string) => accounts.find(account => account.id === id);
  const store = {
    get: async (id: string) => byId(id),
    getMany: async () => accounts,
  };
  const given = <T>(parts: unknown) => parts as T;
  const memberships = new Memberships({ auth, catalog, userInfo, config });
  const access = new Access(
    given({ auth, catalog, config, memberships, store, userInfo }),
  );
  const authorizer = new WaveAuthorizer(
    given({ access, memberships, serviceAccounts: store }),
  );
  const selection = new WaveSelection(
    given({
      ...{ authorizer, config, store },
      readers: { readable: async () => ({}) },
      readableStore: {
        migrations: async () => ({
          rows: accounts.map(({ id }) => ({ id, migration_stage: 'irsa' })),
          more: false,
        }),
      },
    }),
  );
  return {
    leaveTeam: () => delete member.relations,
    reads: jest.spyOn(catalog, 'getEntitiesByRefs'),
    select: () =>
      selection.select(
        'wave',
        { kind: 'migrate', cluster: 'prod-eu' },
        mockCredentials.user(USER),
      ),
  };
}

it('a wave reads the groups of the caller once for all its items, and the next wave reads them again', async () => {
  const { leaveTeam, reads, select } = selectionOf();
  const rules = async () => {
    const items = await select();
    expect(items).toHaveLength(20);
    return new Set(items.flatMap(({ blockers }) => blockers[0]?.rule ?? []));
  };
  expect(await rules()).toEqual(new Set());
  expect(reads).toHaveBeenCalledTimes(1);
  leaveTeam();
  expect(await rules()).toEqual(new Set(['not-permitted']));
  expect(reads).toHaveBeenCalledTimes(2);
});
