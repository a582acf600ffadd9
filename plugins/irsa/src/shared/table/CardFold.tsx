import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useContext, useState } from 'react';
import { irsaTranslationRef } from '../../translation';
import styles from './DataTable.module.css';
import { IsCards } from './isCards';

interface FoldProps {
  count: number;
  name: string;
}

function Fold(props: FoldProps) {
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

/** The button that unfolds the facts that a card hides. Renders nothing if rows are not cards. */
export function CardFold(props: FoldProps) {
  return useContext(IsCards) ? <Fold {...props} /> : null;
}
