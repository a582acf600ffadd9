import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { Ago } from '../../shared/ui/Ago';
import { irsaTranslationRef } from '../../translation';

/** When the cluster was read, with a button that has it read now. */
export function RefreshLine(props: { readAt: string; onRefresh: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <Flex align="center" gap="2">
      <Text variant="body-small">
        {t('field.namespacesRead', { ago: <Ago at={props.readAt} /> })}
      </Text>
      <Button size="small" variant="tertiary" onPress={props.onRefresh}>
        {t('field.namespacesRefresh')}
      </Button>
    </Flex>
  );
}
