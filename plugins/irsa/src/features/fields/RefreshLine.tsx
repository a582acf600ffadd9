import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { Ago } from '../../shared/ui/Ago';
import { irsaTranslationRef } from '../../translation';

/**
 * The time when the namespaces of the cluster were read, and a button that reads them again. Shown even before the time is known, so that nothing
 * below it moves.
 */
export function RefreshLine(props: {
  cluster: string;
  readAt: string | null;
  onRefresh: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { cluster, readAt } = props;
  return (
    <Flex align="center" gap="2">
      <Text variant="body-small">
        {readAt
          ? t('field.namespacesRead', { ago: <Ago at={readAt} /> })
          : t('field.namespacesLoading', { cluster })}
      </Text>
      <Button
        size="small"
        variant="tertiary"
        isDisabled={!readAt}
        onPress={props.onRefresh}
      >
        {t('field.namespacesRefresh')}
      </Button>
    </Flex>
  );
}
