import type {
  AccessGraph,
  AccessGraphEdge,
  AccessGraphNode,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link, Text } from '@backstage/ui';
import { RiScissorsCutLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../translation';
import listStyles from '../ui/PlainList.module.css';
import { Section } from '../ui/Section';
import styles from './AccessGraph.module.css';
import { isSameEdge, KINDS } from './graphModel';
import { KindIcon } from './KindIcon';
import { useGraphWords } from './useGraphWords';

interface ListProps {
  graph: Pick<AccessGraph, 'nodes' | 'edges' | 'bestCut'>;
  chosen?: string;
  onChoose: (id: string) => void;
  headings: 'h3' | 'h4';
  /** Returns the link to a node's page, if it has one. */
  linkOf?: (node: AccessGraphNode) => string | undefined;
}

function Targets(props: {
  edges: AccessGraphEdge[];
  cut?: AccessGraphEdge;
  byId: Map<string, AccessGraphNode>;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { nameOf } = useGraphWords();
  const { edges, cut, byId } = props;
  if (edges.length === 0) return null;
  return (
    <div className={styles.targets}>
      <span className={styles.about}>{t('graph.leadsTo')}</span>
      <ul className={listStyles.list}>
        {edges.map(edge => {
          const node = byId.get(edge.to);
          return (
            <li key={edge.to}>
              {node && nameOf(node)}{' '}
              <span className={styles.about}>
                ({t('graph.paths', { count: edge.paths })})
              </span>
              {isSameEdge(edge, cut) && (
                <span className={styles.cutWord}>
                  <RiScissorsCutLine aria-hidden size={14} />
                  {t('graph.cut')}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Item(
  props: ListProps & {
    node: AccessGraphNode;
    edges: AccessGraphEdge[];
    byId: Map<string, AccessGraphNode>;
  },
) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { nameOf, aboutNode } = useGraphWords();
  const { node, edges, byId, graph, chosen, onChoose, linkOf } = props;
  const name = nameOf(node);
  const href = linkOf?.(node);
  return (
    <li className={styles.item}>
      <KindIcon kind={node.kind} />
      <div className={styles.lines}>
        <Text as="span" variant="body-small" weight="bold">
          {href ? (
            <Link href={href} aria-label={t('graph.open', { name })}>
              {name}
            </Link>
          ) : (
            name
          )}
        </Text>
        <span className={styles.about}>
          {[aboutNode(node), t('graph.paths', { count: node.paths })].join(
            ' · ',
          )}
        </span>
        {node.others && (
          <details>
            <summary>{t('graph.others')}</summary>
            <span className={styles.about}>{node.others.join(', ')}</span>
          </details>
        )}
        <Targets edges={edges} cut={graph.bestCut} byId={byId} />
      </div>
      {chosen !== node.id && (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('graph.show', { name })}
          onPress={() => onChoose(node.id)}
        >
          {t('graph.showShort')}
        </Button>
      )}
    </li>
  );
}

/** The graph as a list: every node with the nodes that it leads to, grouped by kind. */
export function GraphList(props: ListProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { nodes, edges } = props.graph;
  const byId = new Map(nodes.map(node => [node.id, node]));
  const kinds = KINDS.flatMap(kind => {
    const ofKind = nodes.filter(node => node.kind === kind);
    return ofKind.length === 0 ? [] : [{ kind, ofKind }];
  });
  return (
    <div className={styles.kinds}>
      {kinds.map(({ kind, ofKind }) => (
        <Section key={kind} as={props.headings} title={t(`graph.kind.${kind}`)}>
          <ul className={listStyles.list} aria-label={t(`graph.kind.${kind}`)}>
            {ofKind.map(node => (
              <Item
                key={node.id}
                {...props}
                node={node}
                edges={edges.filter(({ from }) => from === node.id)}
                byId={byId}
              />
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
