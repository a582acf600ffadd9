import type { ErrorLike } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { LoadFailure } from '../../../shared/ui/LoadFailure';

/** The reason why the progress of the migration could not be loaded. */
export function MigrationFailure(props: {
  error: ErrorLike;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <LoadFailure
      title={t('migration.failed')}
      forbidden={message => t('fleet.forbidden', { message })}
      missing={message => t('fleet.missing', { message })}
      error={props.error}
      onRetry={props.onRetry}
    />
  );
}
