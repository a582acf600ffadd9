import type { Scope } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { useFleetPath } from '../useFleetPath';
import { irsaTranslationRef } from '../../../translation';

/** Which clusters and accounts are not known as they are now. Nothing when all are fresh. */
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
      description={stale
        .flatMap(({ name, reason }) => (reason ? [`${name}: ${reason}`] : []))
        .join(' ')}
      customActions={
        <ButtonLink size="small" variant="secondary" href={pathOf('clusters')}>
          {t('overview.toScopes')}
        </ButtonLink>
      }
    />
  );
}
