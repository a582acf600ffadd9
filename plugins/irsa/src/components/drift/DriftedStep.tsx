import type { FieldDiff, PlanStep } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../translation';
import { DiffView } from '../EntityAccessContent/chain/DiffView';
import styles from './DriftNote.module.css';

/** A value as people read it: documents as JSON, what is not there as nothing. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function FieldChange({ diff }: { diff: FieldDiff }) {
  const { field, before, after } = diff;
  return (
    <DiffView
      diff={{ title: field, before: textOf(before), after: textOf(after) }}
    />
  );
}

/** One object that differs, and on demand each field of it as it is and as it was asked for. */
export function DriftedStep({ step }: { step: PlanStep }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <li>
      <details>
        <summary>{t('drift.step', { step: step.summary })}</summary>
        <div className={styles.changes}>
          {step.diff.map(diff => (
            <FieldChange key={diff.field} diff={diff} />
          ))}
        </div>
      </details>
    </li>
  );
}
