import type { StatementRef } from '@backstage-irsa/core/model';
import { StatementName } from './StatementName';
import styles from './StatementName.module.css';

/** A list of statements. Each leads to its place in the policy document. */
export function StatementList(props: {
  statements: readonly StatementRef[];
  label: string;
}) {
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.statements.map(ref => (
        <li key={`${ref.layer} ${ref.level} ${ref.policy} ${ref.statement}`}>
          <StatementName statement={ref} />
        </li>
      ))}
    </ul>
  );
}
