import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';

/** The account with the reference, or the first when there is none such. */
export function chosenAccount(
  accounts: readonly IamServiceAccount[],
  ref: string | null,
): IamServiceAccount | undefined {
  return (
    accounts.find(account => formatServiceAccountRef(account) === ref) ??
    accounts[0]
  );
}
