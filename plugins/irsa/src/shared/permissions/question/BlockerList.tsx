import type { SimulationResult } from '@backstage-irsa/core/model';
import { WithCode } from '../../ui/WithCode';
import { StatementName } from '../../policy/StatementName';
import styles from './Answer.module.css';

type Blocker = SimulationResult['blockedBy'][number];

function Place({ blocker }: { blocker: Blocker }) {
  const { layer, level, policy, statement, sid } = blocker;
  if (policy === undefined || statement === undefined) return null;
  return <StatementName statement={{ layer, level, policy, statement, sid }} />;
}

/** The reasons why a request is not allowed, each with its statement. */
export function BlockerList(props: { blockers: readonly Blocker[] }) {
  return (
    <ul className={styles.plain}>
      {props.blockers.map(blocker => (
        <li key={`${blocker.layer} ${blocker.message}`}>
          <WithCode text={blocker.message} /> <Place blocker={blocker} />
        </li>
      ))}
    </ul>
  );
}
