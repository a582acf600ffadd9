import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { useFleetPath } from './useFleetPath';
import { irsaTranslationRef } from '../../translation';

/** Nothing was found yet, why that may be, and the way to where one sees it. */
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
