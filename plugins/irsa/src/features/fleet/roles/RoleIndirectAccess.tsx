import type {
  IndirectAccess,
  FleetRoleDetail,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { Section } from '../../../shared/ui/Section';
import styles from '../drawer/Drawer.module.css';

function IndirectAccessItem({ access }: { access: IndirectAccess }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { cluster, subject, method, grantedBy, namespaces, principals } =
    access;
  return (
    <li className={styles.item}>
      <Text as="span" variant="body-small" weight="bold">
        {subject}
      </Text>
      <span>{t(`indirectAccess.${method}`)}</span>
      <Text as="span" variant="body-small" color="secondary">
        {t('role.through', {
          through: grantedBy,
          cluster,
          namespaces: namespaces?.join(', ') ?? t('role.allNamespaces'),
        })}
      </Text>
      {principals && principals.length > 0 && (
        <Text as="span" variant="body-small" color="secondary">
          {t('role.principals', { principals: principals.join(', ') })}
        </Text>
      )}
    </li>
  );
}

/** The Kubernetes subjects that can get the role indirectly, through their Kubernetes permissions. */
export function RoleIndirectAccess({ detail }: { detail: FleetRoleDetail }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { indirectAccess } = detail.blastRadius;
  return (
    <Section title={t('role.indirectAccess')}>
      {indirectAccess.length === 0 ? (
        <Text variant="body-small">{t('role.noIndirectAccess')}</Text>
      ) : (
        <ul className={styles.list} aria-label={t('role.indirectAccess')}>
          {indirectAccess.map(access => (
            <IndirectAccessItem
              key={[
                access.cluster,
                access.subject,
                access.method,
                access.grantedBy,
              ].join(' ')}
              access={access}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}
