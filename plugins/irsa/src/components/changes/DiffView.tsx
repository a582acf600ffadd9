import type { DocumentDiff } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, VisuallyHidden } from '@backstage/ui';
import { useMemo } from 'react';
import { lineDiff } from '../../model/lineDiff';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../CopyButton';
import styles from './DiffView.module.css';

const SIGNS = { same: ' ', removed: '−', added: '+' };

/** A document as it is and as it should be, line by line; each changed line says in words whether it goes or comes. */
export function DiffView({ diff }: { diff: DocumentDiff }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { title, before, after } = diff;
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  const name = t('fix.diff', { title });
  return (
    <div className={styles.diff}>
      <div className={styles.heading}>
        <Text as="p" variant="body-small">
          {name}
        </Text>
        <CopyButton text={after} label={t('detail.copy', { what: title })} />
      </div>
      {/* Long documents scroll, which the keyboard must be able to do too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div role="group" aria-label={name} tabIndex={0} className={styles.lines}>
        {lines.map(({ change, text }, index) => (
          // eslint-disable-next-line react/no-array-index-key -- lines have no other name
          <div key={index} className={styles.line} data-change={change}>
            <span aria-hidden className={styles.sign}>
              {SIGNS[change]}
            </span>
            {change !== 'same' && (
              <VisuallyHidden>{t(`fix.${change}`)} </VisuallyHidden>
            )}
            <code>{text}</code>
          </div>
        ))}
      </div>
    </div>
  );
}
