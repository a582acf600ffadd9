import type { GovernanceCheck } from './types';
import { namedRoleArn } from './utils/namedRoleArn';

/** Checks whether the `default` ServiceAccount, which pods get if they name none, has a role. */
export const check: GovernanceCheck<'service-account'> = {
  meta: {
    id: 'default-service-account',
    subject: 'service-account',
    title: 'The default ServiceAccount has a role',
    question: 'Do pods have to name the ServiceAccount to get its role?',
    requiredPermissions: [
      'list serviceaccounts',
      'eks:ListPodIdentityAssociations',
    ],
    docs: 'docs/reference/findings/default-service-account.md',
  },
  run({ observed }) {
    const { cluster, namespace, name } = observed.ref;
    const roleArn = namedRoleArn(observed);
    if (name !== 'default' || roleArn === undefined) return [];
    return [
      {
        severity: 'medium',
        impact:
          'Every pod of the namespace that names no ServiceAccount gets the role.',
        message: `Every pod of namespace ${namespace} in ${cluster} that names no ServiceAccount gets role ${roleArn}.`,
        facts: [{ label: 'Role', value: roleArn }],
        extent: [roleArn],
        remediation: `Create a separate ServiceAccount for the service, move the role to it, and remove the role from default.`,
      },
    ];
  },
};
