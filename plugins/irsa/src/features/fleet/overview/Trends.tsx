import type { Overview } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';
import { Numbers } from './Numbers';
import styles from './Overview.module.css';
import { TrendTable } from './TrendTable';
import { lastDays, recordedSince } from './trendWords';
import { TREND_DAYS, useTrendDays } from './useTrendDays';

/** The four key numbers over a selectable number of days, also available as a table. */
export function Trends({ overview }: { overview: Overview }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { day } = useFormats();
  const [days, setDays] = useTrendDays();
  const [isTable, setTable] = useState(false);
  const trends = useMemo(
    () => lastDays(overview.trends, days),
    [overview.trends, days],
  );
  const since = recordedSince(overview.trends, days);
  return (
    <>
      <div className={styles.range}>
        <ToggleButtonGroup
          aria-label={t('trend.range')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[`${days}`]}
          onSelectionChange={([key]) =>
            setDays(TREND_DAYS.find(each => `${each}` === key))
          }
        >
          {TREND_DAYS.map(each => (
            <ToggleButton key={each} id={`${each}`}>
              {t('trend.days', { count: each })}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <ToggleButton isSelected={isTable} onChange={setTable}>
          {t('trend.asTable')}
        </ToggleButton>
        {since && (
          <Text variant="body-small" color="secondary">
            {t('trend.since', { date: day(since) })}
          </Text>
        )}
      </div>
      <Numbers overview={overview} trends={trends} />
      {isTable && <TrendTable trends={trends} />}
    </>
  );
}
