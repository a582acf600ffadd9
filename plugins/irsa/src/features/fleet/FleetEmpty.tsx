import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { useFleetPath } from './useFleetPath';
import { irsaTranslationRef } from '../../translation';

/** A note that the scan has found nothing yet, with the link to the clusters and their scans. */
export function FleetEmpty({ text }: { text: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  return (
    <>
      <Text>{text}</Text>
      <ButtonLink size="small" variant="secondary" href={pathOf('clusters')}>
        {t('fleet.toClusters')}
      </ButtonLink>
    </>
  );
}
