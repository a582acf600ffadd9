import type { Scope } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { useScopes } from './useScopes';
import { irsaTranslationRef } from '../../../translation';
import { FleetFailure } from '../FleetFailure';
import { FleetSection } from '../FleetSection';
import tableStyles from '../table/FleetTable.module.css';
import { ClusterSetupDrawer } from './ClusterSetupDrawer';
import { DiscoveryFailures } from './DiscoveryFailures';
import { ScopeCard } from './ScopeCard';
import styles from './Scopes.module.css';

const SHAPES = ['first', 'second', 'third'];

function ScopeList(props: {
  kind: Scope['kind'];
  scopes: readonly Scope[];
  onAsked: () => void;
  onSetup: (cluster: string) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const scopes = props.scopes.filter(({ kind }) => kind === props.kind);
  if (scopes.length === 0) return null;
  const title = t(`scope.${props.kind}s`);
  return (
    <div className={tableStyles.part}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title}
      </Text>
      <ul className={styles.scopes} aria-label={title}>
        {scopes.map(scope => (
          <ScopeCard
            key={scope.id}
            scope={scope}
            onAsked={props.onAsked}
            onSetup={() => props.onSetup(scope.name)}
          />
        ))}
      </ul>
    </div>
  );
}

/** The parameter of the address that names the cluster whose setup is open. */
const OPEN_PARAMETER = 'open';

/** The tab "Clusters": what is scanned, how fresh it is, since when not and why, and a way to scan it now. */
export function ScopesContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, error, reload } = useScopes();
  const [params, setParams] = useSearchParams();
  const opened = params.get(OPEN_PARAMETER);
  const open = (cluster: string) => setParams({ [OPEN_PARAMETER]: cluster });
  const what = t('scope.all');
  if (error) {
    return (
      <FleetSection>
        <FleetFailure what={what} error={error} onRetry={reload} />
      </FleetSection>
    );
  }
  if (!value) {
    return (
      <FleetSection>
        <VisuallyHidden role="status">
          {t('fleet.reading', { what })}
        </VisuallyHidden>
        <div className={styles.scopes}>
          {SHAPES.map(shape => (
            <Skeleton key={shape} width="100%" height={180} />
          ))}
        </div>
      </FleetSection>
    );
  }
  const { items } = value;
  return (
    <FleetSection>
      <DiscoveryFailures />
      {items.length === 0 && <Text>{t('scope.none')}</Text>}
      {(['cluster', 'account'] as const).map(kind => (
        <ScopeList
          key={kind}
          {...{ kind, scopes: items, onAsked: reload, onSetup: open }}
        />
      ))}
      {opened !== null && (
        <ClusterSetupDrawer cluster={opened} onClose={() => setParams({})} />
      )}
    </FleetSection>
  );
}
