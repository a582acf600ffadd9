import type { IamServiceAccount, Mechanism } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { BgProvider, Text } from '@backstage/ui';
import { MigrationView } from '../../../shared/operation/migration/MigrationView';
import { AccountCommands } from '../../../shared/serviceAccount/AccountCommands';
import { AsyncContent } from '../../../shared/ui/AsyncContent';
import surfaceStyles from '../../../shared/ui/Surface.module.css';
import { useMigrationPlan } from '../../../shared/operation/migration/useMigration';
import { irsaTranslationRef } from '../../../translation';
import besideStyles from '../plan/Beside.module.css';
import planStyles from '../plan/PlanPreview.module.css';
import { textOf } from '../plan/specOf';
import { accountOrOnly } from '../accountOrOnly';
import type { MigrationFieldProps } from './migrationSchema';
import { useFormAccounts } from './useFormAccounts';

function MigrationOf(props: { account: IamServiceAccount; to: Mechanism }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const plan = useMigrationPlan(props.account.id, props.to);
  return (
    <AsyncContent
      loaded={plan}
      loading={t('migrate.loading')}
      failed={message => t('migrate.planFailed', { message })}
    >
      {shown => <MigrationView plan={shown} />}
    </AsyncContent>
  );
}

/** A preview of the form's migration: its current changes, its blockers, and the pods to restart. */
export function MigrationPreview({ formContext }: MigrationFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const data: Record<string, unknown> = formContext?.formData ?? {};
  const { value = [] } = useFormAccounts(data);
  const account = accountOrOnly(value, textOf(data, 'serviceAccount'));
  const to: Mechanism = data.to === 'irsa' ? 'irsa' : 'pod-identity';
  return (
    <BgProvider bg="neutral-1">
      <section
        className={`${planStyles.preview} ${besideStyles.beside} ${surfaceStyles.surface}`}
        aria-label={t('plan.title')}
      >
        <Text as="h3" variant="title-x-small" weight="bold">
          {t('plan.title')}
        </Text>
        {account ? (
          <AccountCommands account={account}>
            <MigrationOf account={account} to={to} />
          </AccountCommands>
        ) : (
          <Text>{t('start.incomplete')}</Text>
        )}
      </section>
    </BgProvider>
  );
}
