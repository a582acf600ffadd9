import type { Violation } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiCloseCircleLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { IconRow } from '../../ui/IconRow';
import styles from './Plan.module.css';
import { useFieldWords } from './useFieldWords';

/** What is against the plan: while there is anything, nothing will be made. */
export function Violations(props: {
  violations: readonly Violation[];
  /** Instead of the words for a plan. */
  title?: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const wordsOf = useFieldWords();
  const { violations } = props;
  if (violations.length === 0) return null;
  return (
    <div role="alert">
      <Text weight="bold">
        {props.title ?? t('plan.violations', { count: violations.length })}
      </Text>
      <ul className={styles.list}>
        {violations.map(({ field, rule, message }) => (
          <li key={`${field} ${rule} ${message}`}>
            <IconRow icon={RiCloseCircleLine} tone="danger">
              <Text variant="body-small">
                <strong>{wordsOf(field)}</strong>: {message}
              </Text>
            </IconRow>
          </li>
        ))}
      </ul>
    </div>
  );
}
