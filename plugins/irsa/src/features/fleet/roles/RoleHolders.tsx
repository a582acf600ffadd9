import type {
  FleetRoleDetail,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useFleetPath } from '../useFleetPath';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../../shared/ui/WithCode';
import { FleetStatusBadge } from '../cells/badges';
import { fleetStatusOf } from '../serviceAccounts/fleetStatus';
import { Section } from '../../../shared/ui/Section';
import styles from '../drawer/Drawer.module.css';

/** The principals that the trust policy allows, the ServiceAccounts that have the role, and those that only name it. */
export function RoleHolders({ detail }: { detail: FleetRoleDetail }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { trust, blastRadius, namedBy = [] } = detail;
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
        <Accounts label={t('table.service-accounts')} of={serviceAccounts} />
      )}
      {namedBy.length > 0 && (
        <>
          <Text variant="body-small">{t('role.namedBy')}</Text>
          <Accounts label={t('role.namedBy')} of={namedBy} />
        </>
      )}
    </Section>
  );
}

function Accounts({ label, of }: { label: string; of: FleetServiceAccount[] }) {
  const pathOf = useFleetPath();
  return (
    <ul className={styles.list} aria-label={label}>
      {of.map(account => (
        <li key={account.id} className={styles.row}>
          <FleetStatusBadge status={fleetStatusOf(account)} />
          <Link
            variant="body-small"
            href={pathOf('service-accounts', { open: account.id })}
          >
            {accountLabel(account)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
