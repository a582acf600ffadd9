import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { Ago } from '../../shared/ui/Ago';
import { irsaTranslationRef } from '../../translation';

/** When the cluster was read, with a button that has it read now. It stands there before that is known: nothing below it moves. */
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
