import type { Wave } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';

/** Returns a function that gives the title of a wave, based on what the wave does. */
export function useWaveTitle(): (wave: Wave) => string {
  const { t } = useTranslationRef(irsaTranslationRef);
  return ({ kind, cluster, toCluster = '' }) =>
    kind === 'clone'
      ? t('wave.clone', { cluster, toCluster })
      : t('wave.migrate', { cluster });
}
