import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { migratedDatabases } from '../__testUtils__/databases';
import { irsaServiceAccountRules } from './permissionRules/conditions';
import type { IrsaServiceAccountResource } from './permissionRules/resource';
import { toList } from '../database/lists';
import { whereMeets } from './visibility';

jest.setTimeout(60_000);

const databases = migratedDatabases();

type Condition = PermissionCondition<string, Record<string, string[]>>;
type Criteria = PermissionCriteria<Condition>;

/** Short texts of characters with a meaning in patterns, SQL, and JSON, in upper and lower case. */
const word = fc
  .array(
    fc.constantFrom(...'aAbÄä*?[]%_\\-^!.|/"\'{}$ '.replace('|', '').split('')),
    { minLength: 1, maxLength: 4 },
  )
  .map(parts => parts.join(''));
const owner = word.map(text => `group:default/${text}`.toLowerCase());

const resource: fc.Arbitrary<IrsaServiceAccountResource> = fc.record({
  cluster: word,
  namespace: word,
  name: word,
  accountId: fc.constantFrom('111122223333', '444455556666'),
  entityRef: fc.option(word),
  owners: fc.array(owner, { maxLength: 3 }),
});

const RESOURCE_TYPE = 'irsa-service-account';

/** Conditions that sometimes use values of the resources. */
function criteriaOf(known: {
  words: string[];
  owners: string[];
}): fc.Arbitrary<Criteria> {
  const likely = fc.oneof(fc.constantFrom(...known.words), word);
  const condition = (
    rule: string,
    param: string,
    value: fc.Arbitrary<string>,
  ): fc.Arbitrary<Condition> =>
    fc.array(value, { maxLength: 3 }).map(values => ({
      rule,
      resourceType: RESOURCE_TYPE,
      params: { [param]: values },
    }));
  const leaf = fc.oneof(
    condition(
      'IS_ENTITY_OWNER',
      'claims',
      fc
        .oneof(fc.constantFrom(...known.owners, 'group:default/none'), owner)
        .chain(ref => fc.constantFrom(ref, ref.toUpperCase())),
    ),
    condition('IN_CLUSTER', 'clusters', likely),
    condition(
      'IN_NAMESPACE',
      'namespaces',
      likely.chain(text =>
        fc.constantFrom(text, `${text.slice(0, 1)}*`, `*${text.slice(-1)}`),
      ),
    ),
    condition('IN_ACCOUNT', 'accounts', fc.constantFrom('111122223333', '1')),
  );
  return fc.letrec<{ all: Criteria }>(tie => {
    const several = fc.array(tie('all'), { minLength: 1, maxLength: 3 });
    return {
      all: fc.oneof(
        { depthSize: 'small' },
        leaf,
        several.map(allOf => ({ allOf } as Criteria)),
        several.map(anyOf => ({ anyOf } as Criteria)),
        tie('all').map(not => ({ not })),
      ),
    };
  }).all;
}

const rules = Object.values(irsaServiceAccountRules);
const toFilter = createConditionTransformer(rules);

/** Evaluates the criteria with the rules themselves. */
function applies(criteria: Criteria, to: IrsaServiceAccountResource): boolean {
  if ('allOf' in criteria) return criteria.allOf.every(of => applies(of, to));
  if ('anyOf' in criteria) return criteria.anyOf.some(of => applies(of, to));
  if ('not' in criteria) return !applies(criteria.not, to);
  const rule = rules.find(({ name }) => name === criteria.rule);
  return rule!.apply(to, criteria.params as never);
}

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(databaseId);
  });
  afterAll(() => knex.destroy());

  async function place(resources: IrsaServiceAccountResource[]) {
    await knex('inventory_locations').delete();
    await knex('inventory_locations').insert(
      resources.map((of, index) => ({
        kind: 'service-account',
        row_id: String(index),
        scope: 'cluster:x',
        cluster: of.cluster,
        namespace: of.namespace,
        name: of.name,
        account_id: of.accountId,
        entity_ref: of.entityRef,
        owners: toList(of.owners),
      })),
    );
  }

  async function meeting(criteria: never): Promise<string[]> {
    const query: Knex.QueryBuilder = knex('inventory_locations');
    whereMeets(query, criteria);
    return (await query.pluck('row_id')).sort();
  }

  it('conditions in SQL select the same resources as the rules', async () => {
    const arbitrary = fc
      .array(resource, { minLength: 1, maxLength: 12 })
      .chain(resources =>
        fc.tuple(
          fc.constant(resources),
          criteriaOf({
            words: resources.flatMap(of => [of.cluster, of.namespace]),
            owners: resources.flatMap(({ owners }) => owners),
          }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(arbitrary, async ([resources, criteria]) => {
        await place(resources);
        const expected = resources.flatMap((of, index) =>
          applies(criteria, of) ? [String(index)] : [],
        );
        expect(await meeting(toFilter(criteria as never) as never)).toEqual(
          expected.sort(),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('more claims than the maximum depth of an expression form one condition', async () => {
    const team: IrsaServiceAccountResource = {
      cluster: 'prod-eu',
      namespace: 'shop',
      name: 'orders',
      accountId: '111122223333',
      entityRef: null,
      owners: ['group:default/team'],
    };
    await place([team, { ...team, owners: [] }]);
    const others = Array.from(
      { length: 5000 },
      (_, at) => `group:default/${at}`,
    );
    expect(
      await meeting({
        field: 'owners',
        anyOf: [...others, 'group:default/team'],
      } as never),
    ).toEqual(['0']);
  });

  it('a negated entity condition selects resources without an entity', async () => {
    const orphan: IrsaServiceAccountResource = {
      cluster: 'prod-eu',
      namespace: 'shop',
      name: 'orders',
      accountId: '111122223333',
      entityRef: null,
      owners: [],
    };
    await place([orphan, { ...orphan, entityRef: 'component:default/orders' }]);
    const ofOrders = {
      field: 'entityRef',
      anyOf: ['component:default/orders'],
    };
    expect(await meeting(ofOrders as never)).toEqual(['1']);
    expect(await meeting({ not: ofOrders } as never)).toEqual(['0']);
  });

  it('a filter by an unknown field is rejected, not ignored', async () => {
    await expect(
      meeting({ not: { field: 'color', anyOf: ['red'] } } as never),
    ).rejects.toThrow('Permission rules cannot filter by color');
  });
});
