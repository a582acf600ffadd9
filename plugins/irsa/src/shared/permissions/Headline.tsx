import type { EffectivePermissions } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { layersReadForList } from './layersRead';
import { irsaTranslationRef } from '../../translation';
import { Ago } from '../ui/Ago';
import styles from './Headline.module.css';
import { HeadlineBadge } from './HeadlineBadge';
import { LayerList } from './LayerList';

/** Shows how reliable the permissions below are: which policy layers were read, and when. */
export function Headline(props: { permissions: EffectivePermissions }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { layers, checkedAt, unknownActions = [] } = props.permissions;
  const { extent, notRead } = layersReadForList(layers);
  const missing = notRead.map(layer =>
    t('headline.notRead', { layer: t(`layer.${layer}`) }),
  );
  const words = {
    all: t('headline.all'),
    some: t('headline.some', { layers: missing.join(', ') }),
    none: t('headline.none'),
    absent: t('headline.absent'),
  };
  return (
    <div className={styles.headline}>
      <HeadlineBadge extent={extent} words={words[extent]} />
      <Text variant="body-small" color="secondary">
        {t('headline.read', { ago: <Ago at={checkedAt} /> })}
      </Text>
      {unknownActions.length > 0 && (
        <Text variant="body-small" className={styles.unknown}>
          {t('headline.unknownActions', {
            count: unknownActions.length,
            actions: unknownActions.join(', '),
          })}
        </Text>
      )}
      <Accordion defaultExpanded={extent === 'none' || extent === 'absent'}>
        <AccordionTrigger level={4}>
          <Text variant="body-small">{t('headline.details')}</Text>
        </AccordionTrigger>
        <AccordionPanel>
          <LayerList layers={layers} />
        </AccordionPanel>
      </Accordion>
    </div>
  );
}
