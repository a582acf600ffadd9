/**
 * The backend of IRSA for Backstage.
 *
 * @packageDocumentation
 */
export { irsaPlugin as default } from './plugin';
export { awsCredentialsServiceRef } from './observe/aws/credentials';
export {
  createIrsaServiceAccountConditionalDecision,
  irsaServiceAccountConditions,
  irsaServiceAccountRules,
} from './authorization/permissionRules/conditions';
export {
  irsaServiceAccountResourceRef,
  type IrsaServiceAccountFilter,
  type IrsaServiceAccountResource,
} from './authorization/permissionRules/resource';
