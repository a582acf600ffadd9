import type {
  AccessGraphEdge,
  AccessGraphNode,
} from '@backstage-irsa/core/model';
import styles from './AccessGraph.module.css';
import { KindIcon } from './KindIcon';
import type { Layout } from './layout';
import { useGraphWords } from './useGraphWords';

/** The boxes of the picture. A click shows only the paths through that node. Keyboard users do the same in the list. */
export function GraphNodes(props: {
  nodes: readonly AccessGraphNode[];
  layout: Layout;
  cut?: AccessGraphEdge;
  chosen?: string;
  onChoose: (id: string) => void;
}) {
  const { nameOf, aboutNode } = useGraphWords();
  const { nodes, layout, cut, chosen, onChoose } = props;
  return (
    <>
      {nodes.map(node => {
        const { id, kind, members, paths } = node;
        const place = layout.places.get(id);
        if (!place) return null;
        const about = aboutNode(node);
        return (
          <button
            key={id}
            type="button"
            tabIndex={-1}
            className={styles.node}
            style={{ left: place.x, top: place.y }}
            title={[nameOf(node), about].join('\n')}
            data-kind={kind}
            data-chosen={id === chosen || undefined}
            data-cut={id === cut?.from || id === cut?.to || undefined}
            data-group={members > 1 || undefined}
            data-dead={paths === 0 || undefined}
            onClick={() => onChoose(id)}
          >
            <KindIcon kind={kind} />
            <span className={styles.lines}>
              <span className={styles.name}>{nameOf(node)}</span>
              <span className={styles.about}>{about}</span>
            </span>
          </button>
        );
      })}
    </>
  );
}
