import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';

/** Returns the account with the reference, or the first account if there is no match. */
export function chosenAccount(
  accounts: readonly IamServiceAccount[],
  ref: string | null,
): IamServiceAccount | undefined {
  return (
    accounts.find(account => formatServiceAccountRef(account) === ref) ??
    accounts[0]
  );
}
