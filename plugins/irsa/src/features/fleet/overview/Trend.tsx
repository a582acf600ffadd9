import type { TrendPoint } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import { trendWords } from './trendWords';
import { irsaTranslationRef } from '../../../translation';
import styles from './Overview.module.css';

// The library of charts is loaded once numbers and words are there.
const TrendChart = lazy(() => import('./TrendChart'));

/** How a number has changed: as a chart, and in words for everybody. */
export function Trend(props: { of: string; points: readonly TrendPoint[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const { points } = props;
  const { change, from, to, days } = trendWords(points);
  return (
    <figure className={styles.trend}>
      {points.length > 1 && (
        <div className={styles.chart} aria-hidden>
          <Suspense fallback={<Skeleton width="100%" height={48} />}>
            <TrendChart points={points} />
          </Suspense>
        </div>
      )}
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
