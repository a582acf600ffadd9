/**
 * The frontend of IRSA for Backstage, for the new frontend system.
 *
 * @packageDocumentation
 */
export { irsaPlugin as default } from './plugin';
export { irsaApiRef } from './api/irsaApiRef';
export { irsaTranslationRef, type IrsaMessages } from './translation';
