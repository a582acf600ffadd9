import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { irsaServiceAccountResourceRef } from './resource';
import { z } from 'zod';
import { matchesGlob } from '@backstage-irsa/core/ownership';

/** Matches if an owner is among the claims, such as `ownershipEntityRefs` of the user. */
const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description:
    'Allow for IAM service accounts of entities that one of the claims owns',
  resourceRef: irsaServiceAccountResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe(
        'Entity references of users and groups, one of which must own the entity',
      ),
  }),
  apply: ({ owners }, { claims }) => {
    const own = new Set(claims.map(ref => ref.toLocaleLowerCase('en-US')));
    return owners.some(owner => own.has(owner));
  },
  toQuery: ({ claims }) => ({ field: 'owners', anyOf: claims }),
});

/** Matches if the namespace matches one of the patterns. */
const inNamespace = createPermissionRule({
  name: 'IN_NAMESPACE',
  description:
    'Allow for IAM service accounts in a namespace that matches one of the patterns',
  resourceRef: irsaServiceAccountResourceRef,
  paramsSchema: z.object({
    namespaces: z.array(z.string()).describe('Namespaces, with * for any text'),
  }),
  apply: ({ namespace }, { namespaces }) =>
    namespaces.some(pattern => matchesGlob(pattern, namespace)),
  toQuery: ({ namespaces }) => ({ field: 'namespace', anyOf: namespaces }),
});

/** Matches if the cluster is one of the given clusters. */
const inCluster = createPermissionRule({
  name: 'IN_CLUSTER',
  description: 'Allow for IAM service accounts in one of the clusters',
  resourceRef: irsaServiceAccountResourceRef,
  paramsSchema: z.object({
    clusters: z
      .array(z.string())
      .describe('Names of clusters, as in irsa.clusters'),
  }),
  apply: ({ cluster }, { clusters }) => clusters.includes(cluster),
  toQuery: ({ clusters }) => ({ field: 'cluster', anyOf: clusters }),
});

/** Matches if the account of the role, or of the planned role, is one of the given accounts. */
const inAccount = createPermissionRule({
  name: 'IN_ACCOUNT',
  description:
    'Allow for IAM service accounts whose role is in one of the AWS accounts',
  resourceRef: irsaServiceAccountResourceRef,
  paramsSchema: z.object({
    accounts: z.array(z.string()).describe('AWS account IDs of 12 digits'),
  }),
  apply: ({ accountId }, { accounts }) => accounts.includes(accountId),
  toQuery: ({ accounts }) => ({ field: 'accountId', anyOf: accounts }),
});

/** All rules for an IAM service account. @public */
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
 * Creates a conditional decision for permission policies: allow for IAM service accounts that meet the conditions.
 *
 * @public
 */
export const createIrsaServiceAccountConditionalDecision =
  exported.createConditionalDecision;
