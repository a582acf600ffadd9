import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The form of a software template; bound to the scaffolder's by default. Understood by the old and the new frontend system. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The tab "AWS access" of an entity. */
export const accessTabRouteRef = createRouteRef({ id: 'access-tab' });

/** The way from the card to the tab: our own tab by default, and none in an app without it. */
export const permissionsRouteRef = createExternalRouteRef({
  id: 'permissions',
  optional: true,
  defaultTarget: 'irsa.accessTab',
});

/** The page of the fleet. */
export const rootRouteRef = createRouteRef({ id: 'root' });

/** The address of the tab "AWS access" below an entity's page. The page of the fleet leads there, which knows no other. */
export const ACCESS_TAB_PATH = '/aws-access';
