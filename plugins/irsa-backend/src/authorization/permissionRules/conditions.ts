import { createConditionExports } from '@backstage/plugin-permission-node';
import { inAccount } from './inAccount';
import { inCluster } from './inCluster';
import { inNamespace } from './inNamespace';
import { isEntityOwner } from './isEntityOwner';
import { irsaServiceAccountResourceRef } from './resource';

/** Every rule about an IAM service account. @public */
export const irsaServiceAccountRules = {
  isEntityOwner,
  inCluster,
  inNamespace,
  inAccount,
};

const exported = createConditionExports({
  resourceRef: irsaServiceAccountResourceRef,
  rules: irsaServiceAccountRules,
});

/** Conditions on IAM service accounts, for permission policies. @public */
export const irsaServiceAccountConditions = exported.conditions;

/**
 * Makes the decision "for those that meet the conditions", for permission policies.
 *
 * @public
 */
export const createIrsaServiceAccountConditionalDecision =
  exported.createConditionalDecision;
