import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The route of a software template's form, bound to the scaffolder by default. Works in both frontend systems. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The route of the TechDocs of an entity, bound to TechDocs by default. It is unbound in an app without TechDocs. */
export const docsRouteRef = createExternalRouteRef({
  id: 'docs',
  params: ['namespace', 'kind', 'name'],
  optional: true,
  defaultTarget: 'techdocs.docRoot',
});

/** The tab "AWS access" of an entity. */
export const accessTabRouteRef = createRouteRef({ id: 'access-tab' });

/** The route from the card to the tab. By default, it leads to this plugin's own tab. It is unbound in an app without the tab. */
export const permissionsRouteRef = createExternalRouteRef({
  id: 'permissions',
  optional: true,
  defaultTarget: 'irsa.accessTab',
});

/** The route of the fleet page. */
export const rootRouteRef = createRouteRef({ id: 'root' });

/** The path of the "AWS access" tab below an entity's page. The fleet page always links to this path. */
export const ACCESS_TAB_PATH = '/aws-access';
