import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import { WithCode } from './WithCode';

/** The reason why the content of a field could not be loaded, with a button to retry. */
export function FieldFailure(props: { text: string; onRetry: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      description={<WithCode text={props.text} />}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('failure.retry')}
        </Button>
      }
    />
  );
}
