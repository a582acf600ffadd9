import type { Wave, WaveItemState } from '@backstage-irsa/core/model';
import { totalOf } from '@backstage-irsa/core/waves';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';
import styles from './Waves.module.css';

/** The states in the order of the bar, from the left. */
const STATES: WaveItemState[] = [
  'done',
  'undone',
  'running',
  'failed',
  'blocked',
  'skipped',
  'pending',
  'planning',
];

/** The items of a wave by state, as a bar with a text below that names its parts. */
export function WaveProgress({ wave }: { wave: Wave }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const { counts } = wave;
  const total = totalOf(counts);
  const shown = STATES.filter(state => counts[state] > 0);
  const done = counts.done + counts.skipped + counts.undone;
  const words = shown.map(state =>
    t('wave.count', {
      number: number(counts[state]),
      state: t(`wave.item.${state}`),
    }),
  );
  return (
    <div className={styles.progress}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={t('wave.column.progress')}
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuetext={t('wave.progress', {
          done: number(done),
          total: number(total),
        })}
      >
        {shown.map(state => (
          <span
            key={state}
            data-state={state}
            style={{ flexGrow: counts[state] }}
          />
        ))}
      </div>
      <Text as="span" variant="body-small">
        {words.join(' · ')}
      </Text>
    </div>
  );
}
