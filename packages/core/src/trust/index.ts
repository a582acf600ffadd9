export { buildTrustPolicy } from './build';
export { readTrustPolicy } from './read';
