import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useState } from 'react';
import { ACCOUNT_PARAMETER } from '../../shared/serviceAccount/accountQuery';
import { useUrlParameters } from '../../shared/ui/useUrlParameters';

/**
 * Returns the account that the URL names, and a function to choose another one. If the URL names none, returns the first account, and then keeps it
 * when a reload changes the order.
 */
export function useChosenAccount(accounts: readonly IamServiceAccount[]): {
  account: IamServiceAccount | undefined;
  choose: (account: IamServiceAccount) => void;
} {
  const [params, change] = useUrlParameters();
  const [shownId, setShownId] = useState<string>();
  const ref = params.get(ACCOUNT_PARAMETER);
  const account =
    accounts.find(each => formatServiceAccountRef(each) === ref) ??
    accounts.find(({ id }) => id === shownId) ??
    accounts[0];
  if (account?.id !== shownId) setShownId(account?.id);
  const choose = (chosen: IamServiceAccount) =>
    change({ [ACCOUNT_PARAMETER]: formatServiceAccountRef(chosen) });
  return { account, choose };
}
