import type { FieldDiff, PlanStep } from '@backstage-irsa/core/model';
import { DiffView } from '../viewer/DiffView';
import styles from './StepChange.module.css';

/** Returns a value as readable text: documents as JSON, a missing value as an empty string. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function FieldChange({ diff }: { diff: FieldDiff }) {
  const { field, before, after } = diff;
  return (
    <DiffView
      diff={{ title: field, before: textOf(before), after: textOf(after) }}
      isShort
    />
  );
}

/** One step in words. Expands to the current and planned value of each field. */
export function StepChange(props: {
  step: PlanStep;
  words: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { step, words, isOpen, onOpenChange } = props;
  return (
    <details
      className={styles.step}
      open={isOpen}
      onToggle={event => onOpenChange(event.currentTarget.open)}
    >
      <summary>{words}</summary>
      <div className={styles.changes}>
        {step.diff.map(diff => (
          <FieldChange key={diff.field} diff={diff} />
        ))}
      </div>
    </details>
  );
}
