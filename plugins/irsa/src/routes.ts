import { createExternalRouteRef } from '@backstage/core-plugin-api';

/** The form of a software template; bound to the scaffolder's by default. Understood by the old and the new frontend system. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
