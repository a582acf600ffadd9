/**
 * Puts the AWS roles of services into the catalog as resources.
 *
 * @packageDocumentation
 */
export {};
