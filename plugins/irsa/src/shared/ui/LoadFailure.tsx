import { parseViolations } from '@backstage-irsa/core/model';
import type { ErrorLike } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { failureOf } from './failure';
import { irsaTranslationRef } from '../../translation';

/** What could not be read and why, with a way to try again. */
export function LoadFailure(props: {
  title: string;
  error: ErrorLike;
  /** The words for a refusal, where it is not about a component. */
  forbidden?: (message: string) => string;
  /** The same for what is not there. */
  missing?: (message: string) => string;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { kind, message: text } = failureOf(props.error);
  const violations = parseViolations(text);
  // Fields and rules are for clients of the API.
  const message =
    violations.map(violation => violation.message).join(' ') || text;
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
      description={words[kind]}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('failure.retry')}
        </Button>
      }
    />
  );
}
