import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { PolicyDocuments } from '../../../shared/policy/PolicyDocuments';
import { StatementFocus } from '../../../shared/policy/StatementFocus';
import { Section } from '../../../shared/ui/Section';
import { WhenIdle } from '../../../shared/ui/WhenIdle';
import { Drawer } from '../drawer/Drawer';
import { DrawerContent } from '../drawer/DrawerContent';
import { FindingItems } from '../drawer/FindingItems';
import { RoleIndirectAccess } from './RoleIndirectAccess';
import { RoleBlastRadius } from './RoleBlastRadius';
import { RoleFacts } from './RoleFacts';
import { RoleHolders } from './RoleHolders';

/** The details of a role: its facts and findings, who has it and who can get it, what an attacker could access with it, and its policies. */
export function RoleDrawer(props: { id: string; onClose: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { id } = props;
  const load = useCallback(() => irsaApi.getRole(id), [irsaApi, id]);
  const detail = useLoaded(load);
  const what = t('drawer.role');
  return (
    <Drawer title={detail.value?.role.name ?? what} onClose={props.onClose}>
      <DrawerContent loaded={detail} what={what}>
        {value => (
          <StatementFocus policies={value.policies}>
            <RoleFacts detail={value} />
            <Section title={t('drawer.findings')}>
              <FindingItems
                findings={value.findings}
                risks={value.blastRadius.risks}
              />
            </Section>
            <RoleHolders detail={value} />
            <RoleIndirectAccess detail={value} />
            <RoleBlastRadius detail={value} />
            <WhenIdle>
              <PolicyDocuments policies={value.policies} />
            </WhenIdle>
          </StatementFocus>
        )}
      </DrawerContent>
    </Drawer>
  );
}
