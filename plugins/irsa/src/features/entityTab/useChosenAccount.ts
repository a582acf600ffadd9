import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useSearchParams } from 'react-router-dom';
import { ACCOUNT_PARAMETER } from '../../shared/serviceAccount/accountQuery';
import { chosenAccount } from './chosenAccount';

/** Returns the account that the URL names, or else the first account, and a function to choose another one. */
export function useChosenAccount(accounts: readonly IamServiceAccount[]): {
  account: IamServiceAccount | undefined;
  choose: (account: IamServiceAccount) => void;
} {
  const [params, setParams] = useSearchParams();
  const choose = (account: IamServiceAccount) =>
    setParams(
      last => {
        last.set(ACCOUNT_PARAMETER, formatServiceAccountRef(account));
        return last;
      },
      { replace: true },
    );
  return {
    account: chosenAccount(accounts, params.get(ACCOUNT_PARAMETER)),
    choose,
  };
}
