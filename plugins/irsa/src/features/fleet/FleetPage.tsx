import {
  irsaApprovalDecidePermission,
  irsaGovernanceReadPermission,
  irsaWavePermission,
} from '@backstage-irsa/plugin-irsa-common';
import { useRouteRef } from '@backstage/core-plugin-api';
import { Progress, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { PluginHeader } from '@backstage/ui';
import { RiKey2Line } from '@remixicon/react';
import { Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import { irsaTranslationRef } from '../../translation';
import { FleetShell } from './FleetShell';
import { APPROVALS_PATH, LAZY_TABS, WAVES_PATH } from './fleetTabs';
import { PermissionDenied } from './PermissionDenied';

/** The fleet page with its tabs, for apps that do not render a page's header and tabs or check its permission themselves. */
export function FleetPage() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const fleet = usePermission({ permission: irsaGovernanceReadPermission });
  const approvals = usePermission({ permission: irsaApprovalDecidePermission });
  const waves = usePermission({ permission: irsaWavePermission });
  if (fleet.loading || approvals.loading || waves.loading) return <Progress />;
  const tabs = LAZY_TABS.filter(({ path }) => {
    if (path === APPROVALS_PATH) return fleet.allowed || approvals.allowed;
    return fleet.allowed && (path !== WAVES_PATH || waves.allowed);
  });
  const [first] = tabs;
  if (!first) return <PermissionDenied />;
  return (
    <FleetShell
      tabs={tabs.map(({ path, title }) => ({ path, label: t(title) }))}
    >
      <PluginHeader
        title={t('fleet.title')}
        icon={<RiKey2Line aria-hidden />}
        titleLink={root}
        tabs={tabs.map(({ path, title }) => ({
          id: path,
          label: t(title),
          href: `${root}/${path}`,
          matchStrategy: 'prefix',
        }))}
      />
      <Suspense fallback={<Progress />}>
        <Routes>
          <Route index element={<Navigate to={first.path} replace />} />
          {tabs.map(({ path, Content }) => (
            <Route key={path} path={path} element={<Content />} />
          ))}
          <Route path="*" element={null} />
        </Routes>
      </Suspense>
    </FleetShell>
  );
}
