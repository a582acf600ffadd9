// As in `core.ts`. Separate, because it loads readers of every format.
/* eslint-disable @backstage/no-relative-monorepo-imports -- test helpers and internals are published nowhere */
export { problemsOf } from '../../../core/src/delivery/__testUtils__/problems';
export { readers } from '../../../core/src/delivery/__testUtils__/readers';
export type { ReadSpec } from '../../../core/src/delivery/__testUtils__/readers/types';
