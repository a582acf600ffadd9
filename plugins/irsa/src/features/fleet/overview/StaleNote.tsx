import type { Scope } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { WithCode } from '../../../shared/ui/WithCode';
import { useFleetPath } from '../useFleetPath';
import { irsaTranslationRef } from '../../../translation';
import styles from './StaleNote.module.css';

/** The maximum number of clusters and AWS accounts to name. Without the network, all of a fleet are out of date. */
const MOST_NAMED = 5;

/** The reason why the data of a cluster or AWS account is out of date, with the missing permission. */
function StaleReason({ scope }: { scope: Scope }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { name, reason, missingPermission: right } = scope;
  return (
    <span className={styles.reason}>
      {reason && <WithCode text={`${name}: ${reason} `} />}
      {right && t('scope.missingPermission', { right: <code>{right}</code> })}
    </span>
  );
}

/** Names the clusters and AWS accounts whose data is out of date, at most a few. Renders nothing if there are none. */
export function StaleNote({ scopes }: { scopes: readonly Scope[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const stale = scopes.filter(({ state }) => state === 'stale');
  if (stale.length === 0) return null;
  const named = stale.slice(0, MOST_NAMED);
  const names = named.map(({ name }) => name).join(', ');
  const more = stale.length - named.length;
  return (
    <Alert
      status="warning"
      icon
      title={t('overview.stale', {
        count: stale.length,
        names:
          more > 0 ? t('overview.staleMore', { names, count: more }) : names,
      })}
      description={named.map(scope => (
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
