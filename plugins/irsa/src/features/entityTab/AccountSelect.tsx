import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { accountLabel } from '../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../translation';

/** The selector for one of several accounts of an entity. */
export function AccountSelect(props: {
  accounts: readonly IamServiceAccount[];
  account: IamServiceAccount;
  onChoose: (account: IamServiceAccount) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <Select
      label={t('tab.account')}
      options={props.accounts.map(account => ({
        id: account.id,
        label: accountLabel(account),
      }))}
      value={props.account.id}
      onChange={key => {
        const chosen = props.accounts.find(({ id }) => id === key);
        if (chosen) props.onChoose(chosen);
      }}
    />
  );
}
