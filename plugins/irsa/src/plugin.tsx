import {
  ApiBlueprint,
  coreExtensionData,
  createFrontendPlugin,
  discoveryApiRef,
  ExtensionBoundary,
  fetchApiRef,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import {
  IrsaClient,
  irsaApprovalDecidePermission,
  irsaGovernanceReadPermission,
  irsaWavePermission,
} from '@backstage-irsa/plugin-irsa-common';
import { RiKey2Line } from '@remixicon/react';
import { z } from 'zod';
import { irsaApiRef } from './api/irsaApiRef';
import { formFields } from './features/fields/formFields';
import { FleetShell } from './features/fleet/FleetShell';
import {
  APPROVALS_PATH,
  WAVES_PATH,
  FLEET_TABS,
} from './features/fleet/fleetTabs';
import { isIrsaResult } from './features/search/isIrsaResult';
import { loadEarly } from './loadEarly';
import {
  ACCESS_TAB_PATH,
  accessTabRouteRef,
  docsRouteRef,
  permissionsRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';
import { DEFAULT_TEMPLATE } from './template';
import { irsaTranslationRef } from './translation';

const irsaApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: irsaApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IrsaClient(deps),
    }),
});

const loadEntityCard = () => import('./features/entityCard/EntityAccessCard');
loadEarly('/component/', loadEntityCard);

const entityAccessCard = EntityCardBlueprint.makeWithOverrides({
  name: 'access',
  configSchema: {
    /** Entity reference of the template that adds AWS access to a component. */
    template: z.string().default(DEFAULT_TEMPLATE),
  },
  factory: (originalFactory, { config }) =>
    originalFactory({
      type: 'content',
      filter: { kind: 'component' },
      loader: () =>
        loadEntityCard().then(m => (
          <m.EntityAccessCard template={config.template} />
        )),
    }),
});

const ownedAccessCard = EntityCardBlueprint.make({
  name: 'owned-access',
  params: {
    type: 'content',
    filter: { kind: { $in: ['group', 'system'] } },
    loader: () =>
      import('./features/catalog/OwnedAccessCard').then(m => (
        <m.OwnedAccessCard />
      )),
  },
});

const loadEntityAccess = () =>
  import('./features/entityTab/EntityAccessContent');
loadEarly(ACCESS_TAB_PATH, loadEntityAccess);

const entityAccessContent = EntityContentBlueprint.makeWithOverrides({
  name: 'access',
  configSchema: {
    /** Entity reference of the template that adds AWS access to a component. */
    template: z.string().default(DEFAULT_TEMPLATE),
  },
  factory: (originalFactory, { config }) =>
    originalFactory({
      path: ACCESS_TAB_PATH,
      title: irsaTranslationRef('tab.title'),
      routeRef: accessTabRouteRef,
      filter: { kind: 'component' },
      loader: () =>
        loadEntityAccess().then(m => (
          <m.EntityAccessContent template={config.template} />
        )),
    }),
});

const FLEET_PATH = '/irsa';
const MAY_SEE_FLEET = {
  permissions: { $contains: irsaGovernanceReadPermission.name },
};
/** The condition for seeing the waves, all of whose requests need this permission. */
const MAY_SEE_WAVES = {
  $all: [
    MAY_SEE_FLEET,
    { permissions: { $contains: irsaWavePermission.name } },
  ],
};
/** The condition for seeing the page. Approvers may see the approvals without the rest of the fleet. */
const MAY_SEE_PAGE = {
  $any: [
    MAY_SEE_FLEET,
    { permissions: { $contains: irsaApprovalDecidePermission.name } },
  ],
};

/** The conditions of tabs that not every reader of the fleet may see, or not only these. */
const CONDITIONS: Record<string, typeof MAY_SEE_PAGE | typeof MAY_SEE_WAVES> = {
  [APPROVALS_PATH]: MAY_SEE_PAGE,
  [WAVES_PATH]: MAY_SEE_WAVES,
};

for (const { path, load } of FLEET_TABS)
  loadEarly(`${FLEET_PATH}/${path}`, load);

const fleetPage = PageBlueprint.makeWithOverrides({
  if: MAY_SEE_PAGE,
  *factory(originalFactory, { inputs, node }) {
    const tabs = inputs.pages.map(page => {
      const path = page.get(coreExtensionData.routePath);
      return { path, label: page.get(coreExtensionData.title) ?? path };
    });
    const page = originalFactory({
      path: FLEET_PATH,
      title: irsaTranslationRef('fleet.title'),
      icon: <RiKey2Line aria-hidden />,
      routeRef: rootRouteRef,
    });
    for (const data of page) {
      if (data.id !== coreExtensionData.reactElement.id) yield data;
    }
    yield coreExtensionData.reactElement(
      <ExtensionBoundary node={node}>
        <FleetShell tabs={tabs}>
          {page.get(coreExtensionData.reactElement)}
        </FleetShell>
      </ExtensionBoundary>,
    );
  },
});

/** Replaces the page for users who may not see it. It has no route ref, so it appears in no menu. */
const refusedPage = PageBlueprint.make({
  name: 'refused',
  if: { $not: MAY_SEE_PAGE },
  params: {
    path: FLEET_PATH,
    title: irsaTranslationRef('fleet.title'),
    icon: <RiKey2Line aria-hidden />,
    loader: () =>
      import('./features/fleet/PermissionDenied').then(m => (
        <m.PermissionDenied />
      )),
  },
});

const fleetTabs = FLEET_TABS.map(({ path, title, load }) =>
  SubPageBlueprint.make({
    name: path,
    if: CONDITIONS[path] ?? MAY_SEE_FLEET,
    params: {
      path,
      title: irsaTranslationRef(title),
      loader: async () => {
        const Content = await load();
        return <Content />;
      },
    },
  }),
);

const searchResultItem = SearchResultListItemBlueprint.make({
  name: 'access',
  params: {
    predicate: isIrsaResult,
    component: () =>
      import('./features/search/SearchResultItem').then(
        m => m.SearchResultItem,
      ),
  },
});

/**
 * Shows the AWS identity of each service, and adds template fields for cluster, namespace, and access.
 *
 * @public
 */
export const irsaPlugin = createFrontendPlugin({
  pluginId: 'irsa',
  title: 'IRSA',
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, accessTab: accessTabRouteRef },
  externalRoutes: {
    template: templateRouteRef,
    permissions: permissionsRouteRef,
    docs: docsRouteRef,
  },
  extensions: [
    irsaApi,
    entityAccessCard,
    ownedAccessCard,
    entityAccessContent,
    fleetPage,
    refusedPage,
    ...fleetTabs,
    ...formFields,
    searchResultItem,
  ],
});
