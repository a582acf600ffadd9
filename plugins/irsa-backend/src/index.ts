/**
 * The backend of IRSA for Backstage.
 *
 * @packageDocumentation
 */
export { irsaPlugin as default } from './plugin';
export { awsCredentialsServiceRef } from './aws/credentials';
