/**
 * Adds the AWS roles of services to the catalog as resources.
 *
 * @packageDocumentation
 */
export { catalogModuleIrsa as default } from './module';
export { ROLE_ARN_ANNOTATION, ROLE_RESOURCE_TYPE } from './resourceOf';
