import type { Violation } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiAlertLine, RiCloseCircleLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { IconRow } from '../../ui/IconRow';
import { WithCode } from '../../ui/WithCode';
import styles from './Plan.module.css';
import { useFieldWords } from './useFieldWords';

function BrokenRules(props: {
  broken: readonly Violation[];
  isRefused: boolean;
}) {
  const wordsOf = useFieldWords();
  return (
    <ul className={styles.list}>
      {props.broken.map(({ field, rule, message }) => (
        <li key={`${field} ${rule} ${message}`}>
          <IconRow
            icon={props.isRefused ? RiCloseCircleLine : RiAlertLine}
            {...(props.isRefused && { tone: 'danger' })}
          >
            <Text variant="body-small">
              <strong>{wordsOf(field)}</strong>: <WithCode text={message} />
            </Text>
          </IconRow>
        </li>
      ))}
    </ul>
  );
}

/** The violations of a plan, which prevent all changes. Below them are the warnings of report-only guardrails, which prevent nothing. */
export function Violations(props: {
  violations: readonly Violation[];
  warnings?: readonly Violation[];
  /** The heading, if it is not about a plan. */
  title?: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { violations, warnings = [] } = props;
  return (
    <>
      {violations.length > 0 && (
        <div role="alert">
          <Text weight="bold">
            {props.title ?? t('plan.violations', { count: violations.length })}
          </Text>
          <BrokenRules broken={violations} isRefused />
        </div>
      )}
      {warnings.length > 0 && (
        <div>
          <Text weight="bold">
            {t('plan.warnings', { count: warnings.length })}
          </Text>
          <BrokenRules broken={warnings} isRefused={false} />
        </div>
      )}
    </>
  );
}
