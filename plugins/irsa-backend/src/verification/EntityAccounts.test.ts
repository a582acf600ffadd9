import type { Entity } from '@backstage/catalog-model';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  formatServiceAccountRef,
  SERVICE_ACCOUNT_ANNOTATION,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { unseenServiceAccount } from '../serviceAccounts/toServiceAccount';
import { EntityAccounts } from './EntityAccounts';

const numbers = (length: number) => Array.from({ length }, (_, at) => at);

/** Returns entities of group:default/team, each with an annotation that names 100 ServiceAccounts of each namespace. */
function entitiesOf(count: number, namespaces: string[]): Entity[] {
  return numbers(count).map(entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: `c${entity}`,
      annotations: {
        [SERVICE_ACCOUNT_ANNOTATION]: namespaces
          .flatMap(namespace =>
            numbers(100 / namespaces.length).map(
              at => `prod-eu/${namespace}/c${entity}-${at}`,
            ),
          )
          .join(','),
      },
    },
    spec: { owner: 'group:default/team' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
  }));
}

describe('the summaries of many entities', () => {
  const config = { clusters: [] };
  const summarize = async (
    entities: Entity[],
    recorded: ServiceAccountRef[] = [],
  ) => {
    const read: ServiceAccountRef[][] = [];
    const options = {
      config: { clusters: [{ name: 'prod-eu' }] },
      access: {
        entitiesOf: async () => entities,
        mayUse: (_: string[], { namespace }: ServiceAccountRef) =>
          namespace === 'own',
      },
      authorizer: {
        authorize: async () => [{ filter: async (all: unknown[]) => all }],
      },
      readers: { shown: async (all: unknown[]) => all },
      store: {
        refsOfEntities: async ([entityRef]: string[]) =>
          new Map([[entityRef, recorded]]),
        ofRefs: async (refs: ServiceAccountRef[]) => {
          read.push(refs);
          return refs.map(ref => unseenServiceAccount(ref, config));
        },
      },
    };
    const accounts = new EntityAccounts(
      // Only what the summaries use.
      options as unknown as ConstructorParameters<typeof EntityAccounts>[0],
    );
    const { items } = await accounts.summaries(
      entities.map(({ metadata }) => `component:default/${metadata.name}`),
      mockCredentials.user(),
    );
    return { read, items };
  };

  it('read their IAM service accounts in parts', async () => {
    const { read, items } = await summarize(entitiesOf(12, ['own']));
    expect(read.map(({ length }) => length)).toEqual([500, 500, 200]);
    expect(items.map(item => item.serviceAccounts)).toEqual(
      numbers(12).map(() => 100),
    );
    expect(items[11].entityRef).toBe('component:default/c11');
  });

  it('do not read what an annotation claims in namespaces that the owner may not use', async () => {
    const recorded = { cluster: 'prod-eu', namespace: 'shared', name: 'api' };
    const { read } = await summarize(entitiesOf(1, ['own', 'shared']), [
      recorded,
    ]);
    const [refs] = read.map(all => all.map(formatServiceAccountRef));
    expect(refs).toHaveLength(51);
    expect(refs.filter(ref => ref.includes('/shared/'))).toEqual([
      'prod-eu/shared/api',
    ]);
  });
});
