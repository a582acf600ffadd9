import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { irsaTranslationRef } from '../../../translation';
import { FleetSection } from '../FleetSection';
import { NewWave } from './NewWave';
import { useWaves } from './useWaves';
import { WaveList } from './WaveList';
import { WavePage } from './WavePage';
import { WavesUnread } from './WavesUnread';
import styles from './Waves.module.css';

/** The tab "Waves": the wave that the URL names, or else the list of waves. */
export function WavesContent() {
  const [params] = useSearchParams();
  const id = params.get('wave');
  return (
    <FleetSection>
      {id === null ? <AllWaves /> : <WavePage key={id} id={id} />}
    </FleetSection>
  );
}

function AllWaves() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [, setParams] = useSearchParams();
  const { value, error, reload } = useWaves();
  const [isNew, setNew] = useState(false);
  const open = useCallback(
    (id: string) => setParams({ wave: id }),
    [setParams],
  );
  if (error || !value) return <WavesUnread error={error} onRetry={reload} />;
  return (
    <div className={styles.part}>
      <div className={styles.heading}>
        <Text>{t(value.items.length === 0 ? 'wave.none' : 'wave.about')}</Text>
        <Button size="small" variant="primary" onPress={() => setNew(true)}>
          {t('wave.new')}
        </Button>
      </div>
      {value.items.length > 0 && <WaveList waves={value.items} />}
      {isNew && <NewWave onPlanned={open} onClose={() => setNew(false)} />}
    </div>
  );
}
