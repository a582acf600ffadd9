import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';

/** Why there is nothing to choose from, with a way to try again. */
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
