import type { FleetRoleDetail } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useFleetPath } from '../useFleetPath';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../../shared/ui/WithCode';
import { FleetStatusBadge } from '../cells/badges';
import { Section } from '../../../shared/ui/Section';
import styles from '../drawer/Drawer.module.css';

/** Who may be a role, by its trust policy, and who has it. */
export function RoleHolders({ detail }: { detail: FleetRoleDetail }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const { trust, blastRadius } = detail;
  const { serviceAccounts } = blastRadius;
  return (
    <Section title={t('role.holders')}>
      <ul className={styles.list} aria-label={t('role.trust')}>
        {trust.map(sentence => (
          <li key={sentence}>
            <WithCode text={sentence} />
          </li>
        ))}
      </ul>
      {serviceAccounts.length === 0 ? (
        <Text variant="body-small">{t('role.noHolders')}</Text>
      ) : (
        <ul className={styles.list} aria-label={t('table.service-accounts')}>
          {serviceAccounts.map(account => (
            <li key={account.id} className={styles.row}>
              <FleetStatusBadge status={account.status} />
              <Link
                variant="body-small"
                href={pathOf('service-accounts', { open: account.id })}
              >
                {accountLabel(account)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
