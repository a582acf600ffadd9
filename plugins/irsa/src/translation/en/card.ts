/** Texts of the entity card, which the tab shares in part. */
export const card = {
  'card.title': 'AWS access',
  'card.loading': 'Reading AWS access…',
  'card.accounts': 'IAM service accounts',
  'card.change': 'Change AWS access',
  'card.seeAll': 'See all permissions',
  'card.seeChain': 'See the chain',
  'card.seeChainOf': 'See the chain of {{account}}',

  'role.label': 'Role',
  'role.console': '{{role}}, opens the AWS console in a new tab',
  'role.account': 'account {{account}}',
  'role.none': 'No IAM role is known for this ServiceAccount.',
  'role.copyArn': 'Copy the ARN of {{role}}',
  'role.unused': '(unused)',
  'role.neverUsed': 'No use recorded by AWS',
  'role.unusedUnknown': 'Unknown',
  'role.holders': 'Used by',
  'role.trust': 'Trusted principals',
  'role.namedBy': 'Names this role, cannot assume it',
  'role.noHolders': 'No ServiceAccount uses this role.',
  'role.indirectAccess': 'Indirect access',
  'role.noIndirectAccess':
    'No indirect access was found in the Kubernetes permissions that were read.',
  'role.through':
    'through {{through}} in {{cluster}}, namespaces: {{namespaces}}',
  'role.allNamespaces': 'all',
  'role.principals': 'IAM principals: {{principals}}',
  'role.blastRadius': 'Blast radius',
  'role.blastRadiusText':
    'What an attacker who controls a pod with this role can access.',
  'role.assumable': 'Roles it can assume',

  'permission.label': 'Permissions',
  'permission.none': 'The role has no permissions.',
  'permission.noRole': 'The role does not exist.',
  'permission.on': 'on {{resources}}',
  'permission.onEverything': 'on every resource',
  'permission.more': '{{resources}} and {{count}} more',
  'permission.unreadable': 'May be incomplete: {{layers}}',
  'permission.unknown': 'Permissions unknown. {{layers}}',

  'level.List': 'list',
  'level.Read': 'read',
  'level.Write': 'write',
  'level.Permissions management': 'change permissions',
  'level.Tagging': 'tag',

  'risk.severity.low': 'Low risk',
  'risk.severity.medium': 'Medium risk',
  'risk.severity.high': 'High risk',
  'risk.findings_one': '{{count}} finding',
  'risk.findings_other': '{{count}} findings',

  'proof.proved': 'Proved by token exchange {{ago}}',
  'proof.refused': 'AWS refused the token {{ago}}: {{reason}}',
  'proof.failed': 'The token exchange failed {{ago}}: {{reason}}',
  'proof.noReason': 'no reason given',
  'proof.none': 'Not proved yet',
  'proof.podIdentity': 'No live proof with EKS Pod Identity',
  'proof.checked': 'Checked {{ago}}',
  'proof.changed': '(before the last change of {{links}})',

  'use.unread': 'Could not list pods',
  'use.none': 'Not in use',
  'use.all_one': '{{used}} of {{count, number}} pod uses the role',
  'use.all_other': '{{used}} of {{count, number}} pods use the role',

  'health.verified': 'checks passed',
  'health.degraded': 'degraded',
  'health.broken': 'broken',
  'health.unknown': 'unknown',
  'state.settling':
    'Settling until {{time}}: IAM takes up to 2 minutes to apply what was just written.',
  'state.unknown': 'Became unknown {{ago}}.',
  'state.lastKnown': 'Last known: {{status}}, {{ago}}.',

  'finding.others_one': 'and {{count}} more finding',
  'finding.others_other': 'and {{count}} more findings',
  'finding.fix': 'How to fix',

  'empty.text': 'This component has no AWS access that you can read.',
  'empty.button': 'Add AWS access',
  'empty.owners': 'Only component owners can add AWS access.',
  'empty.unread_one':
    'The annotation names {{refs}}, but Backstage has no data for it. It may not exist, its cluster may not be configured or scanned yet, or you cannot read it.',
  'empty.unread_other':
    'The annotation names {{refs}}, but Backstage has no data for them. They may not exist, their cluster may not be configured or scanned yet, or you cannot read them.',
  'empty.invalid':
    'The annotation {{annotation}} names {{refs}}. It must be <cluster>/<namespace>/<name>.',
} as const;
