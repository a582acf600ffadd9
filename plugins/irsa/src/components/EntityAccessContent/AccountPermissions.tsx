import type { IamServiceAccount } from '@backstage-irsa/plugin-irsa-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/IrsaApi';
import { useLoaded } from '../../hooks/useLoaded';
import { irsaTranslationRef } from '../../translation';
import { LoadFailure } from '../LoadFailure';
import { PermissionsSection } from './PermissionsSection';
import { PermissionsSkeleton } from './PermissionsSkeleton';
import { SectionAnchor, TabSection } from './TabSection';

/** What an account can do, once it has a role. */
export function AccountPermissions(props: {
  account: IamServiceAccount;
  /** They are read anew whenever this changes. */
  round: number;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, round } = props;
  if (!account.roleArn) {
    return (
      <TabSection name="permissions">
        <Text variant="body-small">{t('tab.noRole')}</Text>
      </TabSection>
    );
  }
  return (
    <SectionAnchor name="permissions">
      <StoredPermissions id={account.id} round={round} />
    </SectionAnchor>
  );
}

function StoredPermissions({ id, round }: { id: string; round: number }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.getPermissions(id), [irsaApi, id]);
  const { value, error, reload } = useLoaded(load, round);
  if (error) {
    return (
      <LoadFailure title={t('tab.failed')} error={error} onRetry={reload} />
    );
  }
  if (!value) return <PermissionsSkeleton />;
  return <PermissionsSection id={id} permissions={value} />;
}
