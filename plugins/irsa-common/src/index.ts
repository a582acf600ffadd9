/**
 * What the frontend, the backend and its modules share beside `@backstage-irsa/core`: the permissions.
 *
 * @packageDocumentation
 */
export * from './permissions';
