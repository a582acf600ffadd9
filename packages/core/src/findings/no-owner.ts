import { ENTITY_KEY, SERVICE_ACCOUNT_ANNOTATION } from '../model/annotations';
import { isSystemNamespace } from '../model/kubernetes/names';
import type { GovernanceCheck } from './types';

/** Checks whether the catalog has an entity for the ServiceAccount. ServiceAccounts of system namespaces need none. */
export const check: GovernanceCheck<'service-account'> = {
  meta: {
    id: 'no-owner',
    subject: 'service-account',
    title: 'No catalog entity',
    question: 'Does the ServiceAccount belong to a catalog entity?',
    requiredPermissions: ['list serviceaccounts'],
    docs: 'docs/reference/findings/no-owner.md',
  },
  run({ observed, entityRef, owners }) {
    const { cluster, namespace, name } = observed.ref;
    if (entityRef !== null || isSystemNamespace(namespace)) return [];
    const whose =
      owners.length > 0
        ? `The namespace rules assign its namespace to ${owners.join(', ')}.`
        : 'No namespace rule assigns an owner to its namespace.';
    return [
      {
        severity: 'low',
        impact: 'Nobody is notified about its problems.',
        message: `No catalog entity has ServiceAccount ${namespace}/${name} of ${cluster}. ${whose}`,
        remediation: `Add the annotation ${SERVICE_ACCOUNT_ANNOTATION}: ${cluster}/${namespace}/${name} to the service's component, or the annotation ${ENTITY_KEY} with the reference of the component to the ServiceAccount. Add both if irsa.namespaceRules does not assign the namespace to the component's owner.`,
      },
    ];
  },
};
