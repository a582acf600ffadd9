import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  RenderFormat,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiLock2Line } from '@remixicon/react';
import { useState } from 'react';
import { Note } from '../../ui/Note';
import { irsaTranslationRef } from '../../../translation';
import styles from './ManagedNote.module.css';
import { FilesOfSpec } from '../../operation/files/FilesOfSpec';

/** The files that restore the spec in the tool's format. Loaded when the user opens them. */
function Patch(props: { spec: IamServiceAccountSpec; format: RenderFormat }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const format = t(`format.${props.format}`);
  return (
    <details
      className={styles.details}
      open={isOpen}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>{t('managed.patch', { format })}</summary>
      {isOpen && <FilesOfSpec spec={props.spec} format={props.format} />}
    </details>
  );
}

function useManager(account: IamServiceAccount): string {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { managedBy } = account;
  if (!managedBy) return t('managed.delivered');
  const { tool, name } = managedBy;
  return name
    ? t('managed.byNamed', { tool, name })
    : t('managed.by', { tool });
}

/**
 * Shows which other tool manages an account, how Backstage detected that, and that changes belong in that tool. If the account has drifted, shows the
 * files that restore the spec in the tool's format. Renders nothing if no tool claims the account and no delivery has drifted.
 */
export function ManagedNote({ account }: { account: IamServiceAccount }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const manager = useManager(account);
  const { managedBy, delivery, drift, spec } = account;
  const isDrifted = Boolean(drift?.length);
  const isDelivered = delivery?.state === 'delivered' && isDrifted;
  if (!managedBy && !isDelivered) return null;
  const format = managedBy?.format ?? delivery?.format;
  return (
    <Note label={t('managed.label')} icon={RiLock2Line} title={manager}>
      {managedBy && (
        <Text variant="body-small">
          {t('managed.note', { tool: managedBy.tool })}{' '}
          {t('managed.evidence', { evidence: managedBy.evidence })}
        </Text>
      )}
      {isDrifted && spec && format && <Patch spec={spec} format={format} />}
    </Note>
  );
}
