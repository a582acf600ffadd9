import type { TemplateActionOptions } from '@backstage/plugin-scaffolder-node';

/** The Zod library that actions use to define their schemas. */
export type Zod = Parameters<
  NonNullable<NonNullable<TemplateActionOptions['schema']>['input']>[string]
>[0];
