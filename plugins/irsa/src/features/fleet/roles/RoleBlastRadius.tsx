import type { FleetRoleDetail } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { PermissionGrid } from '../../../shared/permissions/grid/PermissionGrid';
import { RiskCards } from '../../../shared/permissions/risks/RiskCards';
import { RoleArn } from '../cells/cells';
import { Section } from '../../../shared/ui/Section';
import styles from '../drawer/Drawer.module.css';

/** The access of an attacker who controls a pod with the role. */
export function RoleBlastRadius({ detail }: { detail: FleetRoleDetail }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { services, risks, assumableRoles } = detail.blastRadius;
  return (
    <Section title={t('role.blastRadius')}>
      <Text as="p" variant="body-small">
        {t('role.blastRadiusText')}
      </Text>
      <RiskCards risks={risks} />
      <PermissionGrid services={services} risks={risks} isAllRead={false} />
      {assumableRoles.length > 0 && (
        <>
          <Text as="h4" weight="bold">
            {t('role.assumable')}
          </Text>
          <ul className={styles.list} aria-label={t('role.assumable')}>
            {assumableRoles.map(arn => (
              <li key={arn}>
                <RoleArn arn={arn} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
