import type { Severity } from '../model/types';
import { rankOf } from './utils/severity';
import type { GovernanceCheck, RoleHolder, RoleSubject } from './types';

/** The maximum number of holders to name. The table of the role lists the rest. */
const MOST = 10;

interface Share {
  of: string;
  values: string[];
  severity: Severity;
}

function sharesOf({ holders }: RoleSubject): Share[] {
  const all = (valueOf: (holder: RoleHolder) => string | undefined) => [
    ...new Set(holders.flatMap(holder => valueOf(holder) ?? [])),
  ];
  const shares: Share[] = [
    {
      of: 'clusters',
      values: all(({ cluster }) => cluster),
      severity: 'high',
    },
    { of: 'systems', values: all(({ system }) => system), severity: 'medium' },
    {
      of: 'namespaces',
      values: all(({ namespace }) => namespace),
      severity: 'medium',
    },
  ];
  return shares
    .filter(({ values }) => values.length > 1)
    .sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
}

/** Checks whether the role belongs to ServiceAccounts of only one namespace, system, and cluster. Returns only the most severe finding. */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'shared-role',
    subject: 'role',
    title: 'The role is shared',
    question: 'Does only one service have the role?',
    requiredPermissions: [
      'iam:GetAccountAuthorizationDetails',
      'list serviceaccounts',
      'eks:ListPodIdentityAssociations',
    ],
    docs: 'docs/reference/findings/shared-role.md',
  },
  run(subject) {
    const [worst] = sharesOf(subject);
    if (!worst) return [];
    const { holders, facts } = subject;
    const named = holders.map(
      ({ cluster, namespace, name }) => `${cluster}/${namespace}/${name}`,
    );
    return [
      {
        severity: worst.severity,
        title: `Role shared by ${worst.values.length} ${worst.of}`,
        impact:
          'Anyone who controls one ServiceAccount has the permissions of all of them.',
        message: `${holders.length} ServiceAccounts in ${worst.values.length} ${
          worst.of
        } (${listed(worst.values)}) have role ${
          facts.role.name
        }: compromising one gives access to all their permissions.`,
        facts: [{ label: 'ServiceAccounts', value: listed(named) }],
        extent: named,
        remediation: 'Create one least-privilege role per service.',
      },
    ];
  },
};

function listed(values: string[]): string {
  const sorted = [...values].sort();
  const more = sorted.length - MOST;
  return more > 0
    ? `${sorted.slice(0, MOST).join(', ')} and ${more} more`
    : sorted.join(', ');
}
