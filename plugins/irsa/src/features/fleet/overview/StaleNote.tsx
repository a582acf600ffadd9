import type { Scope } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { useFleetPath } from '../useFleetPath';
import { irsaTranslationRef } from '../../../translation';
import styles from './StaleNote.module.css';

/** Why a cluster or an account is not known as it is now, and the permission that is missing. */
function StaleReason({ scope }: { scope: Scope }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { name, reason, missingPermission: right } = scope;
  return (
    <span className={styles.reason}>
      {reason && `${name}: ${reason} `}
      {right && t('scope.missingPermission', { right: <code>{right}</code> })}
    </span>
  );
}

/** Which clusters and accounts are not known as they are now, beside what is shown of the others. Nothing when all are fresh. */
export function StaleNote({ scopes }: { scopes: readonly Scope[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const stale = scopes.filter(({ state }) => state === 'stale');
  if (stale.length === 0) return null;
  const names = stale.map(({ name }) => name).join(', ');
  return (
    <Alert
      status="warning"
      icon
      title={t('overview.stale', { count: stale.length, names })}
      description={stale.map(scope => (
        <StaleReason key={scope.id} scope={scope} />
      ))}
      customActions={
        <ButtonLink size="small" variant="secondary" href={pathOf('clusters')}>
          {t('overview.toScopes')}
        </ButtonLink>
      }
    />
  );
}
