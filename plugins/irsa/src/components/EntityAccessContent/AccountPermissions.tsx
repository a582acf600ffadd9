import type { IamServiceAccount } from '@backstage-irsa/plugin-irsa-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/IrsaApi';
import { useLoaded } from '../../hooks/useLoaded';
import { irsaTranslationRef } from '../../translation';
import { LoadFailure } from '../LoadFailure';
import { VerifyButton } from '../verification/VerifyButton';
import styles from './EntityAccessContent.module.css';
import { PermissionsSection } from './PermissionsSection';
import { PermissionsSkeleton } from './PermissionsSkeleton';

/** What an account can do, once it has a role that a verification has read. */
export function AccountPermissions(props: {
  account: IamServiceAccount;
  isVerifying: boolean;
  onVerify: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account } = props;
  // Without a role the header says so already.
  if (account.verification && !account.roleArn) return null;
  if (account.verification) return <StoredPermissions id={account.id} />;
  return (
    <div className={styles.empty}>
      <Text>{t('tab.unverified')}</Text>
      <VerifyButton isPending={props.isVerifying} onPress={props.onVerify} />
    </div>
  );
}

function StoredPermissions({ id }: { id: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.getPermissions(id), [irsaApi, id]);
  const { value, error, reload } = useLoaded(load);
  if (error) {
    return (
      <LoadFailure title={t('tab.failed')} error={error} onRetry={reload} />
    );
  }
  if (!value) return <PermissionsSkeleton />;
  return <PermissionsSection id={id} permissions={value} />;
}
