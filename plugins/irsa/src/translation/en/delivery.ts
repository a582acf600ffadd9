/** Texts of deliveries to other tools, and of their files. */
export const delivery = {
  'format.iam-json': 'Kubernetes and IAM JSON',
  'format.terraform': 'Terraform',
  'format.cloudformation': 'CloudFormation',
  'format.eksctl': 'eksctl',
  'format.ack': 'ACK',
  'format.crossplane': 'Crossplane',

  'delivery.label': 'Pending delivery',
  'delivery.pending': 'Pending delivery: requested as {{format}} {{ago}}',
  'delivery.next':
    'Nothing is broken. Verification starts once the pull request is merged and {{format}} has applied it.',
  'delivery.delivered': 'Delivered as {{format}}, requested {{ago}}',
  'delivery.awaited':
    'Pending delivery: the ServiceAccount does not name its role yet',
  'delivery.annotate':
    'Nothing is broken. Annotate the ServiceAccount where it is managed, then restart the pods.',
  'delivery.patch': 'Annotation to set',

  'managed.label': 'Managed by another tool',
  'managed.by': 'Managed by {{tool}}',
  'managed.byNamed': 'Managed by {{tool}} {{name}}',
  'managed.evidence': 'Detected from {{evidence}}',
  'managed.note': 'Read-only here. Change it in {{tool}}.',
  'managed.delivered': 'Another tool created it. Change it there.',
  'managed.patch': 'Files that reconcile it, for {{format}}',

  'files.title': 'Files of the pull request',
  'files.loading': 'Generating the files…',
  'files.failed': 'Could not generate the files: {{message}}',
  'files.incomplete':
    'Choose a component, cluster and namespace to see the files of the pull request.',
  'files.violations_one': '{{count}} rule violation: no files generated',
  'files.violations_other': '{{count}} rule violations: no files generated',
  'files.list': 'Files',
  'files.copy': 'Copy {{path}}',
  'files.notes': 'Notes',
  'files.changedFailed':
    'Could not change the file of the ServiceAccount: {{message}}',

  'patch.title': 'Change where the ServiceAccount is managed',
  'patch.note':
    'Backstage does not write to this ServiceAccount. Add one of these to its chart, kustomization or manifest.',
} as const;
