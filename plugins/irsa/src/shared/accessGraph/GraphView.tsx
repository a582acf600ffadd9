import type { AccessGraph, AccessGraphNode } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text } from '@backstage/ui';
import { lazy, Suspense, useMemo } from 'react';
import { useFormats } from '../ui/useFormats';
import { irsaTranslationRef } from '../../translation';
import styles from './AccessGraph.module.css';
import { CutNote } from './CutNote';
import { GraphList } from './GraphList';
import { reachOf, through } from './graphModel';
import { frameHeight } from './size';
import { useGraphWords } from './useGraphWords';

const GraphPicture = lazy(() => import('./GraphPicture'));

/** The number of paths, of people who have access, of workloads and pods, and of AWS services that are reached. */
function Numbers(props: { graph: Pick<AccessGraph, 'nodes'>; paths: number }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const { people, workloads, pods, services } = reachOf(props.graph);
  const facts = [
    { name: t('graph.pathsTitle'), value: number(props.paths) },
    { name: t('graph.people'), value: number(people) },
    {
      name: t('graph.workloads'),
      value: t('graph.withPods', { workloads: number(workloads), count: pods }),
    },
    { name: t('graph.services'), value: number(services) },
  ];
  return (
    <dl className={styles.numbers}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The ID of the node whose paths are shown alone, if any, and what changes it. */
export interface ChosenNode {
  node: string | undefined;
  onChooseNode: (id: string | undefined) => void;
}

/** An access graph: the numbers, the best edge to cut, the picture, and the same content as a list. */
export function GraphView(
  props: ChosenNode & {
    graph: AccessGraph;
    headings: 'h3' | 'h4';
    linkOf?: (node: AccessGraphNode) => string | undefined;
  },
) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { nameOf } = useGraphWords();
  const { graph, headings, linkOf, node, onChooseNode } = props;
  const chosen = graph.nodes.find(({ id }) => id === node);
  const shown = useMemo(
    () => ({
      ...(chosen ? through(graph, chosen.id) : graph),
      bestCut: graph.bestCut,
    }),
    [graph, chosen],
  );
  const parts = { graph: shown, chosen: chosen?.id, onChoose: onChooseNode };
  return (
    <div className={styles.view}>
      <Numbers graph={shown} paths={chosen?.paths ?? graph.paths} />
      <CutNote graph={graph} />
      <div role="status" className={styles.only}>
        {chosen && (
          <>
            <Text variant="body-small">
              {t('graph.only', { name: nameOf(chosen) })}
            </Text>
            <Button
              size="small"
              variant="secondary"
              onPress={() => onChooseNode(undefined)}
            >
              {t('graph.showAll')}
            </Button>
          </>
        )}
      </div>
      <Suspense
        fallback={
          <div className={styles.picture}>
            <div className={styles.zoom} />
            <Skeleton width="100%" height={frameHeight(shown.nodes)} />
          </div>
        }
      >
        <GraphPicture {...parts} />
      </Suspense>
      <GraphList {...parts} {...{ headings, linkOf }} />
      {graph.limitations.length > 0 && (
        <div>
          <Text as={headings} variant="body-small" weight="bold">
            {t('graph.limitations')}
          </Text>
          <ul className={styles.limitations}>
            {graph.limitations.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
