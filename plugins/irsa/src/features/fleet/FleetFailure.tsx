import { irsaGovernanceReadPermission } from '@backstage-irsa/plugin-irsa-common';
import type { ErrorLike } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../translation';
import { LoadFailure } from '../../shared/ui/LoadFailure';

/** Which part of the fleet could not be read, why, and which permission is missing when it was refused. */
export function FleetFailure(props: {
  what: string;
  error: ErrorLike;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <LoadFailure
      title={t('fleet.failed', { what: props.what })}
      forbidden={message =>
        t('fleet.refused', {
          message,
          permission: irsaGovernanceReadPermission.name,
        })
      }
      missing={message => t('fleet.missing', { message })}
      error={props.error}
      onRetry={props.onRetry}
    />
  );
}
