import type { DocumentDiff } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, VisuallyHidden } from '@backstage/ui';
import { useMemo } from 'react';
import { lineDiff } from './lineDiff';
import { shortDiff } from './shortDiff';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../ui/CopyButton';
import { CodeBlock } from './CodeBlock';
import styles from './DiffView.module.css';

const SIGNS = { same: ' ', gap: ' ', removed: '−', added: '+' };

/**
 * The current and the expected document, line by line. Each changed line says in words whether it is removed or added. If `isShort` is true, shows
 * only the changed lines with their surrounding lines.
 */
export function DiffView(props: { diff: DocumentDiff; isShort?: boolean }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { diff, isShort = false } = props;
  const { title, before, after } = diff;
  const lines = useMemo(() => {
    const all = lineDiff(before, after);
    return isShort ? shortDiff(all) : all;
  }, [before, after, isShort]);
  const name = t('fix.diff', { title });
  return (
    <div className={styles.diff}>
      <div className={styles.heading}>
        <Text as="p" variant="body-small">
          {name}
        </Text>
        <CopyButton text={after} label={t('detail.copy', { what: title })} />
      </div>
      <CodeBlock role="group" aria-label={name} className={styles.lines}>
        {lines.map(({ change, text }, index) => (
          // eslint-disable-next-line react/no-array-index-key -- lines have no other name
          <span key={index} className={styles.line} data-change={change}>
            <span aria-hidden className={styles.sign}>
              {SIGNS[change]}
            </span>
            {change !== 'same' && change !== 'gap' && (
              <VisuallyHidden>{t(`fix.${change}`)} </VisuallyHidden>
            )}
            <code>{text}</code>
          </span>
        ))}
      </CodeBlock>
    </div>
  );
}
