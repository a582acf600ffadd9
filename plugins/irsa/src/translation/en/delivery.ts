/** What other tools make, and the files for them. */
export const delivery = {
  'format.iam-json': 'Kubernetes and IAM JSON',
  'format.terraform': 'Terraform',
  'format.cloudformation': 'CloudFormation',
  'format.eksctl': 'eksctl',
  'format.ack': 'ACK',
  'format.crossplane': 'Crossplane',

  'delivery.label': 'Waiting for delivery',
  'delivery.waiting': 'Waiting for delivery: asked for as {{format}} {{ago}}',
  'delivery.next':
    'Nothing is broken. It is verified once the pull request is merged and {{format}} has made it.',
  'delivery.arrived': 'Delivered as {{format}}, asked for {{ago}}',

  'managed.label': 'Managed by another tool',
  'managed.by': 'Managed by {{tool}}',
  'managed.byNamed': 'Managed by {{tool}} {{name}}',
  'managed.evidence': 'It says so itself: {{evidence}}',
  'managed.note': 'Changes belong there. Nothing here changes it.',
  'managed.delivered': 'Another tool made it: changes belong there.',
  'managed.patch': 'The files that bring it back, for {{format}}',

  'files.title': 'What the pull request will contain',
  'files.loading': 'Writing the files…',
  'files.failed': 'The files could not be written: {{message}}',
  'files.incomplete':
    'Choose component, cluster and namespace to see the files of the pull request.',
  'files.violations_one': 'One rule is broken: there will be no files',
  'files.violations_other':
    '{{count}} rules are broken: there will be no files',
  'files.list': 'Files',
  'files.copy': 'Copy {{path}}',
  'files.notes': 'What to know of it',
} as const;
