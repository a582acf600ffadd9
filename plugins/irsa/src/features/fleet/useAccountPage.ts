import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { tabQuery } from '../../shared/serviceAccount/accountQuery';
import { ACCESS_TAB_PATH } from '../../routes';

/** Returns the address of the "AWS access" tab of an account's component; undefined if the account has no component. */
export function useAccountPage(
  account: ServiceAccountRef & { entityRef: string | null },
): string | undefined {
  const entityRoute = useRouteRef(entityRouteRef);
  if (!account.entityRef) return undefined;
  const { kind, namespace, name } = parseEntityRef(account.entityRef);
  const page = entityRoute({
    kind: kind.toLocaleLowerCase('en-US'),
    namespace,
    name,
  });
  return `${page}${ACCESS_TAB_PATH}${tabQuery(account)}`;
}
