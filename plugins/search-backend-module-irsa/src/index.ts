/**
 * Lets people find IAM service accounts, roles and findings by the search of Backstage.
 *
 * @packageDocumentation
 */
export {};
