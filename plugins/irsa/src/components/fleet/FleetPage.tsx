import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { RiKey2Line } from '@remixicon/react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import { irsaTranslationRef } from '../../translation';
import { FLEET_TABS } from './fleetTabs';

/** The fleet page with its tabs, for apps that do not draw header and tabs of a page themselves. */
export function FleetPage() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const [first] = FLEET_TABS;
  return (
    <>
      <PluginHeader
        title={t('fleet.title')}
        icon={<RiKey2Line aria-hidden />}
        titleLink={root}
        tabs={FLEET_TABS.map(({ path, title }) => ({
          id: path,
          label: t(title),
          href: `${root}/${path}`,
          matchStrategy: 'prefix',
        }))}
      />
      <Routes>
        {FLEET_TABS.map(({ path, Content }) => (
          <Route key={path} path={path} element={<Content />} />
        ))}
        <Route path="*" element={<Navigate to={first.path} replace />} />
      </Routes>
    </>
  );
}
