/**
 * The frontend of IRSA for Backstage, for the new frontend system.
 *
 * @packageDocumentation
 */
export { irsaPlugin as default } from './plugin';
export {
  createAwsAccessColumn,
  type AwsAccessColumn,
} from './features/catalog/awsAccessColumn';
export { irsaApiRef } from './api/irsaApiRef';
export { irsaTranslationRef, type IrsaMessages } from './translation';
