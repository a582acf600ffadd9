import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useState } from 'react';
import { irsaTranslationRef } from '../../translation';
import styles from './DataTable.module.css';

/** Unfolds the facts of a row that its card leaves out. There is none where the row is not a card. */
export function CardFold(props: { count: number; name: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { count, name } = props;
  const Icon = isOpen ? RiArrowUpSLine : RiArrowDownSLine;
  return (
    <Button
      size="small"
      variant="tertiary"
      className={styles.fold}
      aria-expanded={isOpen}
      aria-label={t(isOpen ? 'table.foldOf' : 'table.unfoldOf', {
        count,
        name,
      })}
      iconEnd={<Icon aria-hidden />}
      onPress={() => setOpen(last => !last)}
    >
      {t(isOpen ? 'table.fold' : 'table.unfold', { count })}
    </Button>
  );
}
