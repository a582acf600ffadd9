// As in `core.ts`; it loads readers of every format, so it is apart.
/* eslint-disable @backstage/no-relative-monorepo-imports -- test helpers and internals are published nowhere */
export { problemsOf } from '../../../core/src/delivery/__testUtils__/problems';
export { readers } from '../../../core/src/delivery/__testUtils__/readers';
export type { ReadSpec } from '../../../core/src/delivery/__testUtils__/readers/types';
