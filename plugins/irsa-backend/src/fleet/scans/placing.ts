import type { Ownership, RoleHolder } from '@backstage-irsa/core/findings';
import type { Observed } from '@backstage-irsa/core/model';
import { toList } from '../../database/lists';
import { permittedAccount } from '../../serviceAccounts/permittedAccount';
import type { Place } from '../store/inventory/LocationStore';

/** Returns the place of an object that is in only one place. */
export function placeOf(
  place: Partial<Pick<Place, 'cluster' | 'namespace' | 'account_id'>> &
    Pick<Place, 'name'>,
  { entityRef, owners }: Ownership,
): Place {
  return {
    cluster: '',
    namespace: '',
    account_id: '',
    ...place,
    entity_ref: entityRef,
    owners: toList(owners),
  };
}

/** Returns the place of a ServiceAccount, with the account that its permissions refer to. */
export function placeOfServiceAccount(
  { ref, config }: Pick<Observed, 'ref' | 'config'>,
  of: {
    recorded: Parameters<typeof permittedAccount>[0];
    roleArn: string | null;
  },
  ownership: Ownership,
): Place {
  const { cluster, namespace, name } = ref;
  const account_id = permittedAccount(of.recorded, of.roleArn, config);
  return placeOf({ cluster, namespace, name, account_id }, ownership);
}

/** Returns the places of a role: the places of its holders, or its account if it has none. */
export function placesOfRole(
  role: { name: string; accountId: string },
  holders: RoleHolder[],
  ownership: Ownership,
): Place[] {
  const { accountId: account_id } = role;
  return holders.length === 0
    ? [placeOf({ name: role.name, account_id }, ownership)]
    : holders.map(holder =>
        placeOf(
          {
            cluster: holder.cluster,
            namespace: holder.namespace,
            name: holder.name,
            account_id,
          },
          holder,
        ),
      );
}
