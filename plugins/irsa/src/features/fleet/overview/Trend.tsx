import type { TrendPoint } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useFormats } from '../../../shared/ui/useFormats';
import { TrendChart } from './TrendChart';
import { trendWords } from './trendWords';
import { irsaTranslationRef } from '../../../translation';
import styles from './Overview.module.css';

/** The change of a number, as a chart and in words. */
export function Trend(props: { of: string; points: readonly TrendPoint[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const { points } = props;
  const { change, from, to, days } = trendWords(points);
  return (
    <figure className={styles.trend}>
      {points.length > 1 && <TrendChart points={points} />}
      <Text
        as="span"
        variant="body-x-small"
        color="secondary"
        className={styles.words}
      >
        {t(`trend.${change}`, {
          what: props.of,
          from: number(from),
          to: number(to),
          count: days,
        })}
      </Text>
    </figure>
  );
}
