import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { CopyButton } from '../../ui/CopyButton';
import styles from './LevelDetail.module.css';

const SHOWN_NAMES = 12;

/** A list of action or resource names. Shows the first few at first, and copies all of them. */
export function NameList(props: { names: readonly string[]; label: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [all, setAll] = useState(false);
  const { names, label } = props;
  const shown = all ? names : names.slice(0, SHOWN_NAMES);
  const hidden = names.length - shown.length;
  return (
    <div className={styles.names}>
      <ul className={styles.nameList} aria-label={label}>
        {shown.map(name => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button size="small" variant="secondary" onPress={() => setAll(true)}>
          {t('detail.more', { count: hidden })}
        </Button>
      )}
      <CopyButton
        text={names.join('\n')}
        label={t('detail.copy', { what: label })}
      />
    </div>
  );
}
