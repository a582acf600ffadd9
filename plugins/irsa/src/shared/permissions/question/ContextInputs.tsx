import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, TextField } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import type { ContextRow } from './contextOf';
import { irsaTranslationRef } from '../../../translation';
import styles from './CanIt.module.css';

/** The inputs for context keys of the request and their values. There are none at first. */
export function ContextInputs(props: {
  rows: readonly ContextRow[];
  onChange: (rows: ContextRow[]) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { rows, onChange } = props;
  const set = (index: number, change: Partial<ContextRow>) =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...change } : row)));
  return (
    <fieldset className={styles.context}>
      <legend className={styles.legend}>{t('ask.context')}</legend>
      {rows.map((row, index) => (
        // The React key is the row's position, because the user is still typing the context key.
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.contextRow}>
          <TextField
            size="small"
            label={t('ask.contextKey')}
            value={row.key}
            onChange={key => set(index, { key })}
          />
          <TextField
            size="small"
            label={t('ask.contextValue')}
            description={t('ask.contextValueDescription')}
            value={row.value}
            onChange={value => set(index, { value })}
          />
          <ButtonIcon
            variant="tertiary"
            aria-label={t('ask.removeContext', {
              key: row.key || String(index + 1),
            })}
            icon={<RiDeleteBinLine aria-hidden />}
            onPress={() => onChange(rows.filter((_, i) => i !== index))}
          />
        </div>
      ))}
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiAddLine aria-hidden />}
        onPress={() => onChange([...rows, { key: '', value: '' }])}
      >
        {t('ask.addContext')}
      </Button>
    </fieldset>
  );
}
