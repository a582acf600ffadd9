/** Texts of template fields. */
export const fields = {
  'field.required': 'Required',
  'field.clusterTitle': 'Cluster',
  'field.clusterDescription': 'The EKS cluster in which the service runs.',
  'field.clusterOption': '{{name}} ({{region}}, account {{account}})',
  'field.clusterPlaceholder': 'Choose a cluster',
  'field.clustersLoading': 'Reading the clusters…',
  'field.clustersFailed': 'Could not read the clusters: {{message}}',
  'field.clustersNone':
    'You cannot use any cluster. Ask an administrator for a namespace rule.',
  'field.clusterUnknown':
    'You cannot use cluster {{cluster}}. Choose one from the list.',
  'field.namespaceTitle': 'Namespace',
  'field.namespaceDescription': 'The namespace in which the service runs.',
  'field.namespaceFreeDescription':
    'A namespace that you can use, or the name of a new one.',
  'field.namespacePlaceholder': 'Choose a namespace',
  'field.namespaceClusterFirst': 'Choose a cluster first',
  'field.namespacesLoading': 'Reading the namespaces of {{cluster}}…',
  'field.namespacesRead': 'Namespaces read {{ago}}',
  'field.namespacesRefresh': 'Refresh namespaces',
  'field.namespacesFailed':
    'Could not read the namespaces of {{cluster}}: {{message}}',
  'field.namespacesNone':
    'You cannot use any namespace of {{cluster}}. Ask an administrator for a namespace rule.',
  'field.namespaceInvalid':
    'A namespace has at most 63 lowercase letters, digits and hyphens, and begins and ends with a letter or digit.',

  'name.taken':
    'The catalog has a component {{name}} already. Choose another name, or add AWS access to that component.',

  'summary.grant': '{{service}}: {{access}} ({{resource}})',

  'start.label': 'IAM service account',
  'start.description':
    'The form starts from its current access. What you do not change stays.',
  'start.new': 'New ServiceAccount',
  'start.failed': 'Could not read the AWS access of the component: {{message}}',
  'start.none':
    'The component has no IAM service account. Add AWS access first.',
  'start.incomplete': 'Choose an IAM service account to see the changes.',

  'losses.title': 'This plan removes access',
  'losses.confirm': 'Remove this access',
  'losses.unconfirmed':
    'Confirm that this access is removed, or request the access that is to stay.',

  'grants.title': 'AWS permissions of the service',
  'grants.description':
    'A row for each AWS service and resource. Ask for no more than the service needs.',
  'grants.row': 'Access {{number}}',
  'grants.service': 'AWS service',
  'grants.access': 'It can',
  'grants.resource': 'Name: {{resource}}',
  'grants.add': 'Add access',
  'grants.remove': 'Remove access {{number}}',

  'resources.title': 'AWS resource',
  'resources.hint':
    'From namespace {{namespace}} you can use these AWS resources: {{patterns}}',
  'resources.none':
    'No AWS resources can be used from namespace {{namespace}}. Ask an administrator to name some in irsa.namespaceRules, as resources of the rule for your group.',
  'resources.beyond':
    'You cannot use {{resource}} {{name}} from namespace {{namespace}}. Use one that matches {{patterns}}, or ask an administrator to add it to irsa.namespaceRules.',

  'specField.account': 'AWS account',
  'specField.adopt': 'Adoption',
  'specField.audience': 'Token audience',
  'specField.boundary': 'Permissions boundary',
  'specField.component': 'Component',
  'specField.document': 'Inline document',
  'specField.grants': 'Access',
  'specField.manager': 'Who manages the ServiceAccount',
  'specField.mechanism': 'How pods get the role',
  'specField.owner': 'Owner',
  'specField.policies': 'Managed policies',
  'specField.policy': 'Managed policy {{number}}',
  'specField.roleName': 'Role name',
  'specField.rolePath': 'Role path',
  'specField.session': 'Maximum session duration',
  'specField.sessionPolicy': 'Session policy',
  'specField.targetRole': 'Target role',
  'specField.token': 'Token lifetime',

  'plan.title': 'Planned changes',
  'plan.told_one': 'The plan has {{count, number}} change.',
  'plan.told_other': 'The plan has {{count, number}} changes.',
  'plan.incomplete':
    'Choose a component, cluster and namespace to see the planned changes.',
  'plan.failed': 'Could not create the plan: {{message}}',
  'plan.violations_one': '{{count}} rule violation: nothing is changed',
  'plan.violations_other': '{{count}} rule violations: nothing is changed',
  'plan.warnings_one':
    '{{count}} report-only guardrail violation: requests like this will be refused once it is enforced',
  'plan.warnings_other':
    '{{count}} report-only guardrail violations: requests like this will be refused once they are enforced',
  'plan.steps': 'Resources',
  'plan.gained': 'Permissions to add',
  'plan.lost': 'Permissions to remove',
  'plan.change': '{{service}}, {{level}}: {{actions}} on {{resources}}',
  'plan.policy': 'Resulting policy',
} as const;
