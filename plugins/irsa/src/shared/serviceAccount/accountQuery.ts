import {
  formatServiceAccountRef,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';

/** The parameter of the tab's URL that names the account to show. */
export const ACCOUNT_PARAMETER = 'service-account';

/** The part of the tab's URL that leads to an account. */
export function tabQuery(account: ServiceAccountRef): string {
  const params = new URLSearchParams({
    [ACCOUNT_PARAMETER]: formatServiceAccountRef(account),
  });
  return `?${params}`;
}

/** The part of the tab's URL that leads to the chain of an account. */
export function chainQuery(account: ServiceAccountRef): string {
  return `${tabQuery(account)}#chain`;
}
