import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useEntityAccounts } from '../../shared/serviceAccount/useEntityAccounts';
import { useVerification } from '../../shared/chain/verification/useVerification';
import { missingAccounts } from '../../shared/serviceAccount/missingAccounts';
import { accessStatusOf, worstFirst } from '@backstage-irsa/core/status';
import { irsaTranslationRef } from '../../translation';
import { StatusBadge } from '../../shared/chain/StatusBadge';
import { AccessCard } from './AccessCard';
import { AccessSkeleton } from './AccessSkeleton';
import { AddAccess } from '../../shared/serviceAccount/AddAccess';
import { EmptyAccess } from '../../shared/serviceAccount/EmptyAccess';
import { LoadFailure } from '../../shared/ui/LoadFailure';
import { MissingAccountsNote } from '../../shared/serviceAccount/MissingAccountsNote';
import { PermissionsLink } from './PermissionsLink';
import { ServiceAccountList } from './ServiceAccountList';
import { VerificationProgress } from '../../shared/chain/verification/VerificationProgress';
import { VerifyButton } from '../../shared/chain/verification/VerifyButton';
import styles from './AccessCard.module.css';

/** The properties of the entity card. */
export interface EntityAccessCardProps {
  /** The entity reference of the template that adds AWS access to a component. */
  template: string;
}

/** The "AWS access" card of an entity. Shows each of its IAM service accounts, the worst first. */
export function EntityAccessCard({ template }: EntityAccessCardProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { entity } = useEntity();
  const { value, error, reload } = useEntityAccounts(entity);
  const verification = useVerification(reload);

  const failure = error && (
    <LoadFailure title={t('failure.title')} error={error} onRetry={reload} />
  );
  if (!value) {
    return <AccessCard>{failure ?? <AccessSkeleton />}</AccessCard>;
  }
  const missing = missingAccounts(entity, value.items);
  const accounts = worstFirst(value.items);
  const [worst] = accounts;
  if (!worst) {
    return (
      <AccessCard>
        {failure}
        <EmptyAccess missing={missing} template={template} />
      </AccessCard>
    );
  }
  return (
    <AccessCard
      status={<StatusBadge status={accessStatusOf(worst)} />}
      action={
        <VerifyButton
          accountId={worst.id}
          isPending={verification.running}
          onPress={() => verification.start(accounts)}
        />
      }
    >
      {failure}
      <VerificationProgress run={verification} />
      <ServiceAccountList accounts={accounts} onApplied={reload} />
      <div className={styles.footer}>
        <PermissionsLink />
        <AddAccess template={template} variant="tertiary">
          {t('card.change')}
        </AddAccess>
      </div>
      <MissingAccountsNote missing={missing} />
    </AccessCard>
  );
}
