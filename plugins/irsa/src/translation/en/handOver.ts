/** Texts of handing over to another tool and taking back. */
export const handOver = {
  'handOver.button.away': 'Hand over to Git…',
  'handOver.button.back': 'Take back from Git…',
  'handOver.title.away': 'Hand over {{account}}',
  'handOver.title.back': 'Take back {{account}}',
  'handOver.text.away':
    'Another tool manages the role from Git from then on. You get the files for a pull request; nothing is deleted or recreated, and pods keep their credentials. Changes here are refused until the tool has taken over, or until you cancel.',
  'handOver.text.back':
    'Backstage manages the role again. You get the files with which the other tool sets the managed-by tag of the role and releases it; nothing is deleted or recreated, and pods keep their credentials.',
  'handOver.tool': 'Managed by',
  'handOver.confirm.away': 'Hand over',
  'handOver.confirm.back': 'Take back',
  'handOver.failed': 'Could not start the hand-over: {{message}}',
  'handOver.label': 'Hand-over',
  'handOver.state.handing-over': 'Handing over to {{format}}, started {{ago}}',
  'handOver.state.returning': 'Taking back from {{format}}, started {{ago}}',
  'handOver.next.handing-over':
    'Merge and apply the files. Once {{format}} has taken over, a verification ends the hand-over, 2 minutes after it began at the earliest, and Backstage changes nothing any more.',
  'handOver.next.returning':
    'Merge and apply the files. Once {{format}} has released it, finish here.',
  'handOver.files': 'Show the files',
  'handOver.finish': 'Finish…',
  'handOver.finishTitle': 'Finish taking back {{account}}',
  'handOver.finishText':
    'Backstage manages the role again from then on, and changes what differs from the spec.',
  'handOver.cancel': 'Cancel hand-over',
  'handOver.cancelFailed': 'Could not cancel the hand-over: {{message}}',
} as const;
