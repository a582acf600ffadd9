import type { PastVerification } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useState } from 'react';
import { irsaTranslationRef } from '../../../translation';
import styles from './History.module.css';
import { HistoryEntry } from './HistoryEntry';

/** Consecutive verifications without changes, folded into one line that expands. */
export function FoldedLine(props: {
  verifications: readonly PastVerification[];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { verifications } = props;
  const [isOpen, setOpen] = useState(false);
  const count = verifications.length;
  return (
    <li>
      <Button
        size="small"
        variant="tertiary"
        aria-expanded={isOpen}
        iconEnd={
          isOpen ? (
            <RiArrowUpSLine aria-hidden />
          ) : (
            <RiArrowDownSLine aria-hidden />
          )
        }
        onPress={() => setOpen(!isOpen)}
      >
        {t('history.folded', { count })}
      </Button>
      {isOpen && (
        <ol
          className={styles.lines}
          aria-label={t('history.folded', { count })}
        >
          {verifications.map(verification => (
            <HistoryEntry key={verification.id} verification={verification} />
          ))}
        </ol>
      )}
    </li>
  );
}
