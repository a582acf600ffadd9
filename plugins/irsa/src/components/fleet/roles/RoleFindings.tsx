import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../../translation';
import { DrawerSection } from '../drawer/Drawer';
import { FindingItems } from '../drawer/FindingItems';
import type { RoleSectionProps } from './roleSections';

/** What is wrong with a role. */
export function RoleFindings({ detail }: RoleSectionProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <DrawerSection title={t('drawer.findings')}>
      <FindingItems findings={detail.findings} />
    </DrawerSection>
  );
}
