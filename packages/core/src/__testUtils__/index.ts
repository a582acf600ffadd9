export { AUTHORITY, OTHER_AUTHORITY, bundleOf } from './certificates';
export { desiredWith } from './desired';
export {
  CLUSTER,
  observedDocument,
  associatedWith,
  observedWith,
  roleWith,
  trustOf,
} from './observed';
export { componentOf, specOf } from './specs';
export { realErrors } from './../diagnosis/__testUtils__/realErrors';
export { contextWith, holderWith, roleFacts } from './governance';
