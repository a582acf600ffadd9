/**
 * The OpenAPI document of the `irsa` backend plugin, for routers and documentation.
 *
 * @packageDocumentation
 */
export { spec } from './spec.generated';
