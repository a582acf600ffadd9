import type {
  EffectivePermissions,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Loaded } from '../ui/useLoaded';
import { irsaTranslationRef } from '../../translation';
import { LoadFailure } from '../ui/LoadFailure';
import { PermissionsSection } from './PermissionsSection';
import { PermissionsSkeleton } from './PermissionsSkeleton';
import { Section } from '../ui/Section';

/** The permissions of an account, or a note that it has no role. */
export function AccountPermissions(props: {
  account: IamServiceAccount;
  permissions: Loaded<EffectivePermissions | undefined>;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, permissions } = props;
  if (!account.roleArn) {
    return (
      <Section title={t('tab.permissions')}>
        <Text variant="body-small">{t('tab.noRole')}</Text>
      </Section>
    );
  }
  return <StoredPermissions id={account.id} permissions={permissions} />;
}

function StoredPermissions(props: {
  id: string;
  permissions: Loaded<EffectivePermissions | undefined>;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, error, reload } = props.permissions;
  if (error) {
    return (
      <LoadFailure title={t('tab.failed')} error={error} onRetry={reload} />
    );
  }
  if (!value) return <PermissionsSkeleton />;
  return <PermissionsSection id={props.id} permissions={value} />;
}
