import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import type { Grant } from '@backstage-irsa/core/model';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { IrsaClient } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from './api/irsaApiRef';
import { AccessForm } from './features/fields/access/AccessForm';
import { ClusterPicker } from './features/fields/ClusterPicker';
import { FilesPreview } from './features/fields/files/FilesPreview';
import { GrantsEditor } from './features/fields/grants/GrantsEditor';
import { validateGrants } from './features/fields/grants/validateGrants';
import { HandOverPreview } from './features/fields/handOver/HandOverPreview';
import { NameInput } from './features/fields/name/NameInput';
import type { NameOptions } from './features/fields/name/nameSchema';
import { validateName } from './features/fields/name/validateName';
import { NamespacePicker } from './features/fields/NamespacePicker';
import { MigrationPreview } from './features/fields/migration/MigrationPreview';
import { ServiceAccountPicker } from './features/fields/migration/ServiceAccountPicker';
import { PlanPreview } from './features/fields/plan/PlanPreview';
import type { SpecFields } from './features/fields/plan/specOf';
import { validatePlan } from './features/fields/plan/validatePlan';
import { ResourceInput } from './features/fields/resources/ResourceInput';
import type { ResourceOptions } from './features/fields/resources/resourceSpec';
import { validateResource } from './features/fields/resources/validateResource';
import { AccessSummary } from './features/fields/summary/AccessSummary';
import { validateNamespace } from './features/fields/validateNamespace';
import { isIrsaResult } from './features/search/isIrsaResult';
import {
  accessTabRouteRef,
  docsRouteRef,
  permissionsRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';
import { DEFAULT_TEMPLATE } from './template';

/** The plugin for the old frontend system. @public */
export const irsaPlugin = createPlugin({
  id: 'irsa',
  apis: [
    createApiFactory({
      api: irsaApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new IrsaClient(deps),
    }),
  ],
  routes: { root: rootRouteRef, accessTab: accessTabRouteRef },
  externalRoutes: {
    template: templateRouteRef,
    permissions: permissionsRouteRef,
    docs: docsRouteRef,
  },
});

/**
 * The "AWS access" card for component pages of the old frontend system.
 *
 * @public
 */
export const EntityIrsaCard = irsaPlugin.provide(
  createComponentExtension({
    name: 'EntityIrsaCard',
    component: {
      lazy: async () => {
        const { EntityAccessCard } = await import(
          './features/entityCard/EntityAccessCard'
        );
        return ({ template = DEFAULT_TEMPLATE }: { template?: string }) => (
          <EntityAccessCard template={template} />
        );
      },
    },
  }),
);

/**
 * The "AWS access" card for group and system pages of the old frontend system. It shows the AWS access of the components that the entity owns or
 * contains.
 *
 * @public
 */
export const EntityIrsaOwnedCard = irsaPlugin.provide(
  createComponentExtension({
    name: 'EntityIrsaOwnedCard',
    component: {
      lazy: () =>
        import('./features/catalog/OwnedAccessCard').then(
          m => m.OwnedAccessCard,
        ),
    },
  }),
);

/**
 * The "AWS access" tab for entity pages of the old frontend system.
 *
 * @public
 */
export const EntityIrsaContent = irsaPlugin.provide(
  createRoutableExtension({
    name: 'EntityIrsaContent',
    mountPoint: accessTabRouteRef,
    component: async () => {
      const { EntityAccessContent } = await import(
        './features/entityTab/EntityAccessContent'
      );
      return ({ template = DEFAULT_TEMPLATE }: { template?: string }) => (
        <EntityAccessContent template={template} />
      );
    },
  }),
);

/**
 * The fleet page for apps on the old frontend system.
 *
 * @public
 */
export const IrsaPage = irsaPlugin.provide(
  createRoutableExtension({
    name: 'IrsaPage',
    mountPoint: rootRouteRef,
    component: () =>
      import('./features/fleet/FleetPage').then(m => m.FleetPage),
  }),
);

/**
 * The search result list item for documents of the type `irsa`, for the old frontend system.
 *
 * @public
 */
export const IrsaSearchResultListItem = irsaPlugin.provide(
  createSearchResultListItemExtension({
    name: 'IrsaSearchResultListItem',
    predicate: isIrsaResult,
    component: () =>
      import('./features/search/SearchResultItem').then(
        m => m.SearchResultItem,
      ),
  }),
);

/** The template field `IrsaClusterPicker` for the old frontend system. @public */
export const IrsaClusterPickerFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension({
    name: 'IrsaClusterPicker',
    component: ClusterPicker,
  }),
);

/** The template field `IrsaNamespacePicker` for the old frontend system. @public */
export const IrsaNamespacePickerFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension<string, SpecFields>({
    name: 'IrsaNamespacePicker',
    component: NamespacePicker,
    validation: validateNamespace,
  }),
);

/** The template field `IrsaNameInput` for the old frontend system. @public */
export const IrsaNameInputFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension<string, NameOptions>({
    name: 'IrsaNameInput',
    component: NameInput,
    validation: validateName,
  }),
);

/** The template field `IrsaAccessSummary` for the old frontend system. @public */
export const IrsaAccessSummaryFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension({
    name: 'IrsaAccessSummary',
    component: AccessSummary,
  }),
);

/** The template field `IrsaGrantsEditor` for the old frontend system. @public */
export const IrsaGrantsEditorFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension<Grant[], SpecFields>({
    name: 'IrsaGrantsEditor',
    component: GrantsEditor,
    validation: validateGrants,
  }),
);

/** The template field `IrsaFilesPreview` for the old frontend system. @public */
export const IrsaFilesPreviewFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension({
    name: 'IrsaFilesPreview',
    component: FilesPreview,
  }),
);

/** The template field `IrsaPlanPreview` for the old frontend system. @public */
export const IrsaPlanPreviewFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension<boolean, SpecFields>({
    name: 'IrsaPlanPreview',
    component: PlanPreview,
    validation: validatePlan,
  }),
);

/** The template page `IrsaAccessForm` for the old frontend system. @public */
export const IrsaAccessFormFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension({
    name: 'IrsaAccessForm',
    component: AccessForm,
  }),
);

/** The template field `IrsaHandOverPreview` for the old frontend system. @public */
export const IrsaHandOverPreviewFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension({
    name: 'IrsaHandOverPreview',
    component: HandOverPreview,
  }),
);

/** The template field `IrsaMigrationPreview` for the old frontend system. @public */
export const IrsaMigrationPreviewFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension({
    name: 'IrsaMigrationPreview',
    component: MigrationPreview,
  }),
);

/** The template field `IrsaServiceAccountPicker` for the old frontend system. @public */
export const IrsaServiceAccountPickerFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension({
    name: 'IrsaServiceAccountPicker',
    component: ServiceAccountPicker,
  }),
);

/** The template field `IrsaResourceInput` for the old frontend system. @public */
export const IrsaResourceInputFieldExtension = irsaPlugin.provide(
  createScaffolderFieldExtension<string, ResourceOptions>({
    name: 'IrsaResourceInput',
    component: ResourceInput,
    validation: validateResource,
  }),
);
