import type { ErrorLike } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../translation';
import { LoadFailure } from '../../shared/ui/LoadFailure';

/** Explains which part of the fleet could not be loaded, and why. If access is denied, names the missing permission. */
export function FleetFailure(props: {
  what: string;
  error: ErrorLike;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <LoadFailure
      title={t('fleet.failed', { what: props.what })}
      forbidden={message => t('fleet.refused', { message })}
      missing={message => t('fleet.missing', { message })}
      error={props.error}
      onRetry={props.onRetry}
    />
  );
}
