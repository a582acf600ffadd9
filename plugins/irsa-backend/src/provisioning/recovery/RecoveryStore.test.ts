import { serviceAccountId } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import { RecoveryStore } from './RecoveryStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const PREFIX = 'arn:aws:iam::111122223333:role/irsa/';
const AT = '2026-11-01T00:00:00.000Z';
const TAG = { 'backstage-irsa.dev/managed-by': 'backstage' };
const refOf = (name: string) => ({
  ...{ cluster: 'prod-eu', namespace: 'production', name },
});

describe.each(databases.eachSupportedId())(
  'unrecorded objects on %p',
  databaseId => {
    let knex: Knex;
    let store: RecoveryStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      store = new RecoveryStore({ knex });
    });
    afterEach(() => knex.destroy());

    const addRole = async (
      id: string,
      {
        arn = `${PREFIX}${id}`,
        tags = TAG,
        policy = false,
      }: { arn?: string; tags?: object; policy?: boolean } = {},
    ) => {
      const attached = arn.replace(':role/', ':policy/');
      const document = { text: '{}' };
      await knex('inventory_roles').insert({
        ...{ id, arn, name: id, account_id: '111122223333' },
        ...{ scope: 'account:111122223333', digest: '', scanned_at: AT },
        ...{ first_seen_at: AT, created_at: AT, use: 'service-account' },
        ...{ unused: 'no', policy_set: '' },
        facts: JSON.stringify({
          role: { arn, tags, trust: document },
          attachedPolicies: policy
            ? [{ state: 'found', value: { arn: attached, document } }]
            : [],
          ...{ inlinePolicies: [], permissionsBoundary: { state: 'absent' } },
        }),
      });
    };
    const addHolder = (name: string, role: string, owner: string | null) =>
      knex('service_accounts').insert({
        ...{ id: serviceAccountId(refOf(name)), ...refOf(name), owner },
        ...{ role_row_id: role, created_at: AT, updated_at: AT },
      });
    const record = (object: string) =>
      knex('managed_objects').insert({
        ...{ object, service_account_id: 'any', created_at: AT },
      });
    const names = async (limit = 10) => {
      const found: string[] = [];
      let after: string | undefined = '';
      while (after !== undefined) {
        const { roles, next } = await store.page('/irsa/', { after, limit });
        found.push(...roles.map(({ arn }) => arn.split('/').pop()!));
        after = next;
      }
      return found;
    };

    it('are found for roles, policies, and ServiceAccounts below the path and with the tag, in pages', async () => {
      await addRole('a-lost');
      await addRole('b-elsewhere', { arn: PREFIX.replace('irsa', 'x') });
      await addRole('c-untagged', { tags: {} });
      await addRole('d-recorded', { policy: true });
      await record(`${PREFIX}d-recorded`);
      await record(`${PREFIX.replace('role', 'policy')}d-recorded`);
      await addRole('e-policy', { policy: true });
      await record(`${PREFIX}e-policy`);
      await addRole('f-joined');
      await record(`${PREFIX}f-joined`);
      await addHolder('member', 'f-joined', 'group:default/team');
      expect(await names()).toEqual(['a-lost', 'e-policy']);
      await addHolder('guest', 'f-joined', null);
      expect(await names()).toEqual(['a-lost', 'e-policy', 'f-joined']);
      expect(await names(1)).toEqual(['a-lost', 'e-policy', 'f-joined']);
    });

    it('are found with the ServiceAccounts that use the role, the tagged one first', async () => {
      await addRole('shared', {
        tags: {
          ...TAG,
          'backstage-irsa.dev/cluster': 'prod-eu',
          'backstage-irsa.dev/namespace': 'production',
          'backstage-irsa.dev/service-account': 'named',
        },
      });
      await addHolder('guest', 'shared', null);
      await addHolder('named', 'shared', null);
      const page = { after: '', limit: 10 };
      const { roles } = await store.page('/irsa/', page);
      expect(roles[0].holders.map(({ name }) => name)).toEqual([
        'named',
        'guest',
      ]);
    });

    it('are recorded without changing an owner that is already recorded', async () => {
      const recovered = {
        ...{ entityRef: 'component:default/a', owner: 'group:default/a' },
        records: ['one', 'two'],
      };
      await addHolder('known', 'x', 'group:default/team');
      for (const name of ['new', 'known', 'new']) {
        await store.record({ ref: refOf(name), ...recovered });
      }
      const owners = await knex('service_accounts').orderBy('name');
      expect(owners.map(({ name, owner }) => [name, owner])).toEqual([
        ['known', 'group:default/team'],
        ['new', 'group:default/a'],
      ]);
      expect(await knex('managed_objects')).toHaveLength(4);
    });
  },
);
