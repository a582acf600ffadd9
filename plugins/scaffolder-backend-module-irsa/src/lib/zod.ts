import type { TemplateActionOptions } from '@backstage/plugin-scaffolder-node';

/** The library that actions make their schemas with. */
export type Zod = Parameters<
  NonNullable<NonNullable<TemplateActionOptions['schema']>['input']>[string]
>[0];
