import type { Becomer, FleetRoleDetail } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { Section } from '../../../shared/ui/Section';
import styles from '../drawer/Drawer.module.css';

function BecomerItem({ becomer }: { becomer: Becomer }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { cluster, subject, how, through, namespaces, principals } = becomer;
  return (
    <li className={styles.item}>
      <Text as="span" variant="body-small" weight="bold">
        {subject}
      </Text>
      <span>{t(`indirectAccess.${how}`)}</span>
      <Text as="span" variant="body-small" color="secondary">
        {t('role.through', {
          through,
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

/** Who else can become one of those who have a role, by the rights of Kubernetes. */
export function RoleBecomers({ detail }: { detail: FleetRoleDetail }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { becomers } = detail.blastRadius;
  return (
    <Section title={t('role.indirectAccess')}>
      {becomers.length === 0 ? (
        <Text variant="body-small">{t('role.noIndirectAccess')}</Text>
      ) : (
        <ul className={styles.list} aria-label={t('role.indirectAccess')}>
          {becomers.map(becomer => (
            <BecomerItem
              key={[
                becomer.cluster,
                becomer.subject,
                becomer.how,
                becomer.through,
              ].join(' ')}
              becomer={becomer}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}
