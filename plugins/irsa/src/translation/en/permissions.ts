/** Texts of a role's permissions: layers, grid, risks, and documents. */
export const permissions = {
  'headline.all':
    'All policies of the role and the organization were read; only resource policies can still deny or add access',
  'headline.some': "Allowed by the role's policies; {{layers}}",
  'headline.none':
    "Could not read the role's policies: its permissions are unknown",
  'headline.absent': 'The role does not exist',
  'headline.notRead': '{{layer}} not read',
  'headline.read': 'Read {{ago}}',
  'headline.layers': 'Layers of policies',
  'headline.details': 'What was read',
  'headline.unknownActions_one':
    'The policies grant an action that is not in the list of AWS actions: {{actions}}',
  'headline.unknownActions_other':
    'The policies grant actions that are not in the list of AWS actions: {{actions}}',

  'layer.organization': 'organization policies',
  'layer.identity': "the role's policies",
  'layer.permissions-boundary': 'permissions boundary',
  'layer.session': 'session policies',
  'layer.resource': 'resource policies',
  'layer.service-control': 'service control policies (SCPs)',
  'layer.resource-control': 'resource control policies (RCPs)',
  'layer.vpc-endpoint': 'VPC endpoint policy',
  'layer.trust': 'trust policy',

  'layerState.read': 'read',
  'layerState.absent': 'there are none',
  'layerState.not-read': 'not read',
  'layer.level': '{{layer}} of {{level}}',

  'risks.title': 'Risks',
  'risks.none': 'No risks were found in these policies.',
  'risks.evidence_one': '{{count}} statement behind it',
  'risks.evidence_other': '{{count}} statements behind it',

  'statement.name': '{{policy}}, statement {{number}}',
  'statement.nameWithSid': '{{policy}}, statement {{number}} ({{sid}})',
  'statement.attachedTo': '{{name}}, attached to {{level}}',

  'grid.title': 'What it can do',
  'grid.service': 'Service',
  'grid.showAll': 'Show all {{count}} services',

  'levelName.List': 'List',
  'levelName.Read': 'Read',
  'levelName.Write': 'Write',
  'levelName.Permissions management': 'Permissions management',
  'levelName.Tagging': 'Tagging',

  'extent.full': 'Full',
  'extent.limited': 'Limited',
  'extent.none': 'None',
  'extent.blocked': 'Blocked',
  'extent.unknown': 'Unknown',

  'detail.title': '{{service}}: {{level}}',
  'detail.close': 'Close {{service}}, {{level}}',
  'detail.actions': 'Actions',
  'detail.resources': 'Resources',
  'detail.conditions': 'Conditions',
  'detail.except': 'Except on',
  'detail.blockedBy': 'Blocked by',
  'detail.grantedBy': 'Granted by',
  'detail.reason': 'Why',
  'detail.lastUse': 'Last use',
  'detail.everyResource': 'every resource',
  'detail.more': 'Show {{count}} more',
  'detail.copy': 'Copy {{what}}',

  'entryState.allowed': 'Allowed',
  'entryState.allowed-if': 'Allowed with conditions',
  'entryState.allowed-except': 'Allowed except on some resources',
  'entryState.role-allowed': "Allowed by the role's policies",
  'entryState.role-allowed-if':
    "Allowed by the role's policies, with conditions",
  'entryState.role-allowed-except':
    "Allowed by the role's policies, except on some resources",
  'entryState.blocked': 'Granted but blocked',
  'entryState.unknown': 'Unknown',

  'lastUse.button': 'Read last use from AWS',
  'lastUse.pending': 'AWS is generating the report…',
  'lastUse.none': 'not read from AWS yet',
  'lastUse.never': 'no use recorded by AWS',
  'lastUse.unused': 'granted, and not used lately',
  'lastUse.report':
    'From the AWS report of {{ago}}. AWS counts refused attempts too.',
  'lastUse.failed': 'Could not read the report: {{message}}',
  'lastUse.forbidden': 'No permission to read the report: {{message}}',

  'policy.title': 'Policy documents',
  'policy.none': 'The role has no policies.',
  'policy.kind.managed': 'managed policy',
  'policy.kind.inline': 'inline policy',
  'policy.kind.permissions-boundary': 'permissions boundary',
  'policy.kind.session': 'session policy',
  'policy.kind.trust': 'trust policy',
  'policy.document': 'Document of {{name}}',
  'policy.copy': 'Copy the document of {{name}}',
  'policy.copyArn': 'Copy the ARN of {{name}}',
  'policy.marked': 'Statement {{number}} is marked, from line {{line}}.',
  'policy.errors_one': 'Invalid policy document. Its statements are ignored.',
  'policy.errors_other':
    'Invalid policy document ({{count}} errors). Its statements are ignored.',
  'policy.error': '{{place}}: {{reason}}',
  'policy.line': 'line {{line}}',
  'policy.lineColumn': 'line {{line}}, column {{column}}',
} as const;
