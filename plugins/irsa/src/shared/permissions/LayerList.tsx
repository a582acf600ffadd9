import type { LayerReading } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiCheckLine,
  RiIndeterminateCircleLine,
  RiQuestionLine,
} from '@remixicon/react';
import { irsaTranslationRef } from '../../translation';
import { IconRow } from '../ui/IconRow';
import styles from './Headline.module.css';

const ICONS = {
  read: RiCheckLine,
  absent: RiIndeterminateCircleLine,
  'not-read': RiQuestionLine,
};

/** The list of policy layers: read, absent, or not read with the reason. */
export function LayerList(props: { layers: readonly LayerReading[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <ul className={styles.layers} aria-label={t('headline.layers')}>
      {props.layers.map(({ layer, state, reason }) => (
        <li key={layer}>
          <IconRow icon={ICONS[state]}>
            <Text variant="body-small" className={styles.layerText}>
              <strong>{t(`layer.${layer}`)}</strong>: {t(`layerState.${state}`)}
              {reason && ` – ${reason}`}
            </Text>
          </IconRow>
        </li>
      ))}
    </ul>
  );
}
