export { cutDocument, namedServices } from './cutDocument';
export { proposeRightSize } from './proposal';
export { trustedBeside } from './sharing';
export { accessOf, sameAccess, withAccess } from './smallerSpec';
export type { RightSizeInput } from './types';
export { brokenMethod } from './method';
