import type { ErrorLike } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { failureOf } from './failure';
import { irsaTranslationRef } from '../../translation';
import { WithCode } from './WithCode';

/** Shows what could not be loaded and why, with a button to retry. */
export function LoadFailure(props: {
  title: string;
  error: ErrorLike;
  /** Returns the text for a forbidden request, if the request is not about a component. */
  forbidden?: (message: string) => string;
  /** Returns the text for a missing object, if the request is not about a component. */
  missing?: (message: string) => string;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { kind, message } = failureOf(props.error);
  const words = {
    forbidden:
      props.forbidden?.(message) ?? t('failure.forbidden', { message }),
    missing: props.missing?.(message) ?? t('failure.missing', { message }),
    unreachable: t('failure.unreachable', { message }),
    'too-many': t('failure.other', { message }),
    approval: t('failure.other', { message }),
    other: t('failure.other', { message }),
  };
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={props.title}
      description={<WithCode text={words[kind]} />}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('failure.retry')}
        </Button>
      }
    />
  );
}
