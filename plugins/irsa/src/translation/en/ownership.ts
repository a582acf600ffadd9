/** Texts of ownership transfers, and of cutting off access. */
export const ownership = {
  'ownership.label': 'Transfer of ownership',
  'ownership.pending': 'Ownership transfer requested: {{from}} to {{to}}',
  'ownership.requested': 'Requested by {{user}} {{ago}}. Expires on {{day}}.',
  'ownership.reason': 'Reason: {{reason}}',
  'ownership.waits':
    'Only members of {{owner}} and administrators can confirm or decline it.',
  'ownership.differs':
    'The recorded owner is {{owner}}. The catalog names {{entityOwner}}.',
  'ownership.differsText':
    'A change in the catalog transfers nothing. Until {{owner}} or an administrator confirms a transfer, only they can change or delete this AWS access.',
  'ownership.request': 'Request transfer…',
  'ownership.confirm': 'Confirm…',
  'ownership.decline': 'Decline…',
  'ownership.requestTitle': 'Request a transfer of {{account}}',
  'ownership.requestText':
    '{{owner}}, the recorded owner, or an administrator confirms or declines the request within 30 days.',
  'ownership.requestDone': 'Request',
  'ownership.owner': 'New owner',
  'ownership.ownerDescription':
    'The entity reference of a group, such as group:default/payments',
  'ownership.ownerMissing': 'Enter the new owner.',
  'ownership.confirmTitle': 'Confirm the transfer of {{account}}',
  'ownership.confirmText':
    '{{to}} becomes the owner. From then on only its members and administrators can change, cut off and delete this AWS access; members of {{from}} no longer can. The namespace and resource rules of {{to}} are checked first.',
  'ownership.confirmDone': 'Confirm transfer',
  'ownership.declineTitle': 'Decline the transfer of {{account}}',
  'ownership.declineText':
    '{{from}} stays the owner. Another transfer can be requested afterwards.',
  'ownership.declineDone': 'Decline transfer',
  'reason.optional': 'Reason (optional)',
  'reason.required': 'Reason',
  'reason.missing': 'Enter a reason.',
  'reason.failed': 'Failed: {{message}}',
  'cutOff.label': 'AWS access is cut off',
  'cutOff.since': 'AWS access was cut off by {{user}} {{ago}}',
  'cutOff.text':
    'All actions are denied, to sessions that were issued before too. Changes are refused until access is restored. Deleting works.',
  'cutOff.button': 'Cut off access…',
  'cutOff.restore': 'Restore access…',
  'cutOff.title': 'Cut off the AWS access of {{account}}',
  'cutOff.stopsTitle': 'Stops within about a minute',
  'cutOff.stops1':
    'Every request with credentials of this role, wherever they are used, sessions issued before included',
  'cutOff.stops2':
    'Access that bucket, key or queue policies give to the role or its sessions, and presigned URLs',
  'cutOff.staysTitle': 'Does not stop',
  'cutOff.stays1':
    'Sessions of other roles that were assumed from this role before: they last up to an hour',
  'cutOff.stays2':
    'What the role created, such as IAM users or access keys, and data that was already read',
  'cutOff.pods': 'Pods lose the access of this role until it is restored.',
  'cutOff.confirm': 'Cut off access',
  'cutOff.restoreTitle': 'Restore the AWS access of {{account}}',
  'cutOff.restoreText':
    'Sessions issued from now on work again. Sessions issued before stay denied for 12 hours: restart pods that use one.',
  'cutOff.restoreConfirm': 'Restore access',
} as const;
