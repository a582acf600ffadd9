/**
 * The language of IRSA for Backstage, shared by its backend and frontend.
 *
 * @packageDocumentation
 */
export * from './types';
export * from './annotations';
export * from './serviceAccountRef';
export * from './permissions';
export * from './aws/arn';
export * from './aws/partition';
export * from './kubernetes/names';
export * from './trust-policy/build';
export * from './trust-policy/read';
export * from './faults';
export * from './grants';
export { resourcesBeyond } from './grants/resourcesBeyond';
export * from './plan/losses';
export * from './spec/checkSpec';
export * from './spec/extendSpec';
export * from './spec/fieldWords';
export * from './spec/violationText';
export * from './verification/shownStatus';
export { DOCUMENT_SIZE_RULES } from './spec/documents';
export { isEntityRef } from './spec/entityRef';
export { isRolePath, MAX_SESSION_DURATION_SECONDS } from './spec/role';
export { TOKEN_EXPIRATION_SECONDS } from './spec/token';
