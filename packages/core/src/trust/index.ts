export { admitsSubject, type TokenSubject } from './admits';
export { buildTrustPolicy } from './build';
export { readTrustPolicy } from './read';
