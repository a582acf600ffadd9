import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Failure } from '../../ui/failure';
import { irsaTranslationRef } from '../../../translation';

/** The reason why a question could not be answered. */
export function AskFailure({ failure }: { failure: Failure }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { kind, message } = failure;
  return (
    <Alert
      status="danger"
      icon
      title={t(kind === 'forbidden' ? 'ask.forbidden' : 'ask.failed', {
        message,
      })}
    />
  );
}
