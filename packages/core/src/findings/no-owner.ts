import { ENTITY_KEY, SERVICE_ACCOUNT_ANNOTATION } from '../model/annotations';
import { isSystemNamespace } from '../model/kubernetes/names';
import type { GovernanceCheck } from './types';

/** Checks whether the catalog has an entity for the ServiceAccount. ServiceAccounts of system namespaces need none. */
export const check: GovernanceCheck<'service-account'> = {
  meta: {
    id: 'no-owner',
    subject: 'service-account',
    title: 'No catalog entity',
    question: 'Does a catalog entity have the ServiceAccount?',
    requiredPermissions: ['list serviceaccounts'],
    docs: 'docs/reference/findings/no-owner.md',
  },
  run({ observed, entityRef, owners }) {
    const { cluster, namespace, name } = observed.ref;
    if (entityRef !== null || isSystemNamespace(namespace)) return [];
    const whose =
      owners.length > 0
        ? `The rules give its namespace to ${owners.join(', ')}.`
        : 'No rule gives its namespace to anybody.';
    return [
      {
        severity: 'low',
        impact: 'Nobody is told of what is wrong with it.',
        message: `No entity of the catalog has ServiceAccount ${namespace}/${name} of ${cluster}. ${whose}`,
        remediation: `Give the service's component the annotation ${SERVICE_ACCOUNT_ANNOTATION}: ${cluster}/${namespace}/${name}, or the ServiceAccount the annotation ${ENTITY_KEY} with the reference of the component; both, where irsa.namespaceRules does not give the namespace to the component's owner.`,
      },
    ];
  },
};
