import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import styles from './Answer.module.css';

/** The context keys that the answer depends on, each with a button to add a value. */
export function MissingContext(props: {
  names: readonly string[];
  onGive: (key: string) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <ul className={styles.keys}>
      {props.names.map(name => (
        <li key={name}>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiAddLine aria-hidden />}
            aria-label={t('answer.giveContext', { key: name })}
            onPress={() => props.onGive(name)}
          >
            {name}
          </Button>
        </li>
      ))}
    </ul>
  );
}
