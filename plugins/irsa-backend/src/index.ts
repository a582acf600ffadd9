/**
 * The backend of IRSA for Backstage.
 *
 * @packageDocumentation
 */
export { irsaPlugin as default } from './plugin';
export { awsCredentialsServiceRef } from './aws/credentials';
export {
  createIrsaServiceAccountConditionalDecision,
  irsaServiceAccountConditions,
  irsaServiceAccountRules,
} from './permissionRules/conditions';
export {
  irsaServiceAccountResourceRef,
  type IrsaServiceAccountFilter,
  type IrsaServiceAccountResource,
} from './permissionRules/resource';
