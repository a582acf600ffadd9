export { buildTrustPolicy } from './build';
export { issuerOfProviderArn, readTrustPolicy } from './read';
