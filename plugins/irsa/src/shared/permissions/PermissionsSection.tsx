import type { EffectivePermissions } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { layersReadForList } from './layersRead';
import { irsaTranslationRef } from '../../translation';
import { CanIt } from './question/CanIt';
import { PolicyDocuments } from '../policy/PolicyDocuments';
import { StatementFocus } from '../policy/StatementFocus';
import { Section } from '../ui/Section';
import { WhenIdle } from '../ui/WhenIdle';
import styles from './Permissions.module.css';
import { PermissionGrid } from './grid/PermissionGrid';
import { Headline } from './Headline';
import { RiskCards } from './risks/RiskCards';

/** The section "Permissions": the headline, the risks, the grid, questions, and the policy documents. */
export function PermissionsSection(props: {
  id: string;
  permissions: EffectivePermissions;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { id, permissions } = props;
  const { layers, services, risks, policies } = permissions;
  const { extent } = layersReadForList(layers);
  // Without the role's policies, both "no permissions" and "no risks" would be wrong.
  const isKnown = extent === 'all' || extent === 'some' || services.length > 0;
  return (
    <Section title={t('tab.permissions')} className={styles.content}>
      <StatementFocus policies={policies}>
        <Headline permissions={permissions} />
        {isKnown && (
          <>
            <RiskCards risks={risks} />
            <PermissionGrid
              id={id}
              services={services}
              risks={risks}
              isAllRead={extent === 'all'}
            />
          </>
        )}
        <WhenIdle>
          {isKnown && <CanIt id={id} services={services} />}
          {(isKnown || policies.length > 0) && (
            <PolicyDocuments policies={policies} />
          )}
        </WhenIdle>
      </StatementFocus>
    </Section>
  );
}
