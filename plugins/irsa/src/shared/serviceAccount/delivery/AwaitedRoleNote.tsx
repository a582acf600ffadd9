import type {
  IamServiceAccount,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { RiHourglassLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { irsaTranslationRef } from '../../../translation';
import { ServiceAccountPatchFiles } from '../../operation/plan/ServiceAccountPatchFiles';
import { failureOf } from '../../ui/failure';
import { FieldFailure } from '../../ui/FieldFailure';
import { Note } from '../../ui/Note';
import { useLoaded } from '../../ui/useLoaded';
import styles from './ManagedNote.module.css';

/** The changes to make in the tool that manages the ServiceAccount, based on its current spec. */
function Patch({ spec }: { spec: IamServiceAccountSpec }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const key = JSON.stringify(spec);
  const load = useCallback(
    () => irsaApi.planServiceAccount(JSON.parse(key)),
    [irsaApi, key],
  );
  const { value, error, reload } = useLoaded(load);
  if (error) {
    const { message } = failureOf(error);
    return (
      <FieldFailure text={t('plan.failed', { message })} onRetry={reload} />
    );
  }
  return value ? (
    <ServiceAccountPatchFiles patch={value.serviceAccountPatch} />
  ) : (
    <Skeleton width="100%" height="8rem" />
  );
}

/**
 * Explains that a ServiceAccount managed by Helm, Argo CD, or Flux does not name its role yet, and what to change there. This state is not an error.
 */
export function AwaitedRoleNote({ account }: { account: IamServiceAccount }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { spec } = account;
  return (
    <Note
      label={t('delivery.label')}
      icon={RiHourglassLine}
      title={t('delivery.awaited')}
      tone="info"
    >
      <Text variant="body-small">{t('delivery.annotate')}</Text>
      {spec && (
        <details
          className={styles.details}
          open={isOpen}
          onToggle={event => setOpen(event.currentTarget.open)}
        >
          <summary>{t('delivery.patch')}</summary>
          {isOpen && <Patch spec={spec} />}
        </details>
      )}
    </Note>
  );
}
