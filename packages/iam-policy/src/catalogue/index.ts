/**
 * The catalogue of AWS services and actions, for Node.
 *
 * @packageDocumentation
 */
export { loadCatalogue } from './load';
