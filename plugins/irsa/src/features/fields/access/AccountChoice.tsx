import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { specOf } from '../plan/specOf';

/** The option ID for a new account. No IAM service account has an empty ID. */
const NEW = '';

/** The selector for the IAM service account that the form changes: an existing one of the component, or a new one. */
export function AccountChoice(props: {
  accounts: readonly IamServiceAccount[];
  formData: unknown;
  onChange: (account: IamServiceAccount | undefined) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { accounts, formData, onChange } = props;
  const spec = specOf(formData);
  const place = spec && accountLabel(spec);
  const chosen = accounts.find(account => accountLabel(account) === place);
  return (
    <Select
      label={t('start.label')}
      description={t('start.description')}
      options={[
        ...accounts.map(account => ({
          id: account.id,
          label: accountLabel(account),
        })),
        { id: NEW, label: t('start.new') },
      ]}
      value={chosen?.id ?? NEW}
      onChange={key => onChange(accounts.find(({ id }) => id === key))}
    />
  );
}
