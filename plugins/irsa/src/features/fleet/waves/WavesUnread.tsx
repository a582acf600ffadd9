import type { ErrorLike } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { LoadFailure } from '../../../shared/ui/LoadFailure';
import { irsaTranslationRef } from '../../../translation';

/** The skeleton of waves while they load, or the reason why loading failed. */
export function WavesUnread(props: {
  error: ErrorLike | undefined;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (props.error) {
    return (
      <LoadFailure
        title={t('wave.failed')}
        forbidden={message => t('fleet.refused', { message })}
        missing={message => t('fleet.missing', { message })}
        error={props.error}
        onRetry={props.onRetry}
      />
    );
  }
  return (
    <>
      <VisuallyHidden role="status">{t('wave.loading')}</VisuallyHidden>
      <Skeleton width="100%" height={180} />
    </>
  );
}
