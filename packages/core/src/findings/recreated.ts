import { valueOf } from '../model/observation';
import type { GovernanceAnswer, GovernanceCheck } from './types';
import { namedRoleArn } from './utils/namedRoleArn';

/** Checks whether namespace and ServiceAccount are still those that got the role, not recreated ones with the same names. */
export const check: GovernanceCheck<'service-account'> = {
  meta: {
    id: 'recreated',
    subject: 'service-account',
    title: 'ServiceAccount was recreated',
    question:
      'Are the namespace and the ServiceAccount still the ones that got the role?',
    requiredPermissions: ['list namespaces', 'list serviceaccounts'],
    docs: 'docs/reference/findings/recreated.md',
  },
  run({ observed, known }) {
    const { cluster, namespace, name } = observed.ref;
    const role = namedRoleArn(observed);
    if (role === undefined) return [];
    const answer = (
      what: string,
      before: string | null,
      now: string | undefined,
    ): GovernanceAnswer[] =>
      before === null || now === undefined || before === now
        ? []
        : [
            {
              severity: 'high',
              impact: 'Its creator has the permissions of the role.',
              message: `${what} of ${cluster} was deleted and recreated. Its creator got role ${role} by reusing the name.`,
              facts: [
                { label: 'UID before', value: before },
                { label: 'UID now', value: now },
              ],
              extent: [now, role],
              remediation: `Ask its owners whether ServiceAccount ${namespace}/${name} needs role ${role}. If not, remove the role from it. If it does and Backstage manages it, delete the ServiceAccount and apply its spec again, or have an administrator consent to its adoption. If another tool manages it, apply the spec again.`,
            },
          ];
    // A ServiceAccount does not outlive its namespace: if both were recreated, that is one fault.
    const [first] = [
      ...answer(
        `Namespace ${namespace}`,
        known.namespaceUid,
        valueOf(observed.namespace)?.uid,
      ),
      ...answer(
        `ServiceAccount ${namespace}/${name}`,
        known.serviceAccountUid,
        valueOf(observed.serviceAccount)?.uid,
      ),
    ];
    return first ? [first] : [];
  },
};
