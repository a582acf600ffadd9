import type { AccessGraphNode } from '@backstage-irsa/core/model';
import type { AccessGraphScope } from '@backstage-irsa/plugin-irsa-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { useLoaded } from '../ui/useLoaded';
import { irsaTranslationRef } from '../../translation';
import { LoadFailure } from '../ui/LoadFailure';
import styles from './AccessGraph.module.css';
import { GraphView, type ChosenNode } from './GraphView';

/** Shows who reaches what through a ServiceAccount, an entity, a role, or a namespace, based on the last scan. */
export function AccessGraph(
  props: ChosenNode & {
    /** The scope of the graph. A new object reloads the graph, so pass the same object while the scope stays the same. */
    scope: AccessGraphScope;
    /** The heading level of the graph's parts: one below the heading that precedes the graph. */
    headings: 'h3' | 'h4';
    linkOf?: (node: AccessGraphNode) => string | undefined;
  },
) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { scope, ...view } = props;
  const load = useCallback(
    () => irsaApi.getAccessGraph(scope),
    [irsaApi, scope],
  );
  const { value, error, reload } = useLoaded(load);
  if (error) {
    return (
      <LoadFailure
        title={t('graph.failed')}
        forbidden={message => t('graph.refused', { message })}
        missing={message => t('graph.missing', { message })}
        error={error}
        onRetry={reload}
      />
    );
  }
  if (!value) {
    return (
      <div className={styles.view}>
        <VisuallyHidden role="status">{t('graph.reading')}</VisuallyHidden>
        <Skeleton width="100%" height="3.5rem" />
        <Skeleton width="100%" height="6rem" />
        <Skeleton width="100%" height="20rem" />
      </div>
    );
  }
  if (value.nodes.length === 0) {
    return (
      <Text>
        {t('entityRef' in scope ? 'graph.emptyComponent' : 'graph.empty')}
      </Text>
    );
  }
  return <GraphView graph={value} {...view} />;
}
