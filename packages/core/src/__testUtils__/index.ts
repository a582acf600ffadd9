export { AUTHORITY, OTHER_AUTHORITY, bundleOf } from './certificates';
export { desiredWith } from './desired';
export {
  CLUSTER,
  observedDocument,
  observedWith,
  roleWith,
  trustOf,
} from './observed';
export { componentOf, specOf } from './specs';
export { arbitrarySpec } from './../delivery/__testUtils__/arbitrarySpecs';
export { problemsOf } from './../delivery/__testUtils__/problems';
export { readers } from './../delivery/__testUtils__/readers';
export type { ReadSpec } from './../delivery/__testUtils__/readers/types';
export { realErrors } from './../diagnosis/__testUtils__/realErrors';
