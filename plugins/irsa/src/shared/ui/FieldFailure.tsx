import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';

/** The reason why the content of a field could not be loaded, with a button to retry. */
export function FieldFailure(props: { text: string; onRetry: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      description={props.text}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('failure.retry')}
        </Button>
      }
    />
  );
}
