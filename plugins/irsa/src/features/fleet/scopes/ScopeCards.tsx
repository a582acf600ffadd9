import type { Scope } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useState } from 'react';
import { irsaTranslationRef } from '../../../translation';
import tableStyles from '../table/FleetTable.module.css';
import { ScopeCard } from './ScopeCard';
import styles from './Scopes.module.css';

/** The number of cards to render at once. A fleet can have hundreds. */
const AT_ONCE = 24;

/** The cards of the given clusters or AWS accounts: the first ones, and more on request. */
export function ScopeCards(props: {
  kind: Scope['kind'];
  scopes: readonly Scope[];
  isRequested: (scope: Scope) => boolean;
  onAsked: (scope: Scope) => void;
  onSetup: (cluster: string) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [most, setMost] = useState(AT_ONCE);
  const scopes = props.scopes.filter(({ kind }) => kind === props.kind);
  if (scopes.length === 0) return null;
  const title = t(`scope.${props.kind}s`);
  return (
    <div className={tableStyles.part}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title} ({scopes.length})
      </Text>
      <ul className={styles.scopes} aria-label={title}>
        {scopes.slice(0, most).map(scope => (
          <ScopeCard
            key={scope.id}
            scope={scope}
            isRequested={props.isRequested(scope)}
            onAsked={props.onAsked}
            onSetup={() => props.onSetup(scope.name)}
          />
        ))}
      </ul>
      {scopes.length > most && (
        <div className={tableStyles.toolbar}>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setMost(last => last + AT_ONCE)}
          >
            {t('scope.more', { count: scopes.length - most })}
          </Button>
        </div>
      )}
    </div>
  );
}
