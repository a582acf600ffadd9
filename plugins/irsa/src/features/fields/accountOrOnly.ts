import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';

/** The IAM service account that a form means: the one that it names, or the only one. */
export function accountOrOnly(
  accounts: readonly IamServiceAccount[],
  ref: string | undefined,
): IamServiceAccount | undefined {
  if (ref === undefined && accounts.length === 1) return accounts[0];
  return accounts.find(account => formatServiceAccountRef(account) === ref);
}
