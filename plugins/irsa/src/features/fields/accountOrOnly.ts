import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';

/** Returns the IAM service account that a form names. If the form names none, returns the only account. */
export function accountOrOnly(
  accounts: readonly IamServiceAccount[],
  ref: string | undefined,
): IamServiceAccount | undefined {
  if (ref === undefined && accounts.length === 1) return accounts[0];
  return accounts.find(account => formatServiceAccountRef(account) === ref);
}
