import {
  formatServiceAccountRef,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';

/** The query parameter of the tab's URL that selects the account. */
export const ACCOUNT_PARAMETER = 'service-account';

/** Returns the query of the tab's URL that selects an account. */
export function tabQuery(account: ServiceAccountRef): string {
  const params = new URLSearchParams({
    [ACCOUNT_PARAMETER]: formatServiceAccountRef(account),
  });
  return `?${params}`;
}

/** Returns the query and fragment of the tab's URL that lead to the chain of an account. */
export function chainQuery(account: ServiceAccountRef): string {
  return `${tabQuery(account)}#chain`;
}
