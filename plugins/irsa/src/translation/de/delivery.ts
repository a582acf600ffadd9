import type { delivery as english } from '../en/delivery';
import type { Texts } from '../Texts';

export const delivery: Texts<typeof english> = {
  'format.iam-json': 'Kubernetes und IAM-JSON',
  'format.terraform': 'Terraform',
  'format.cloudformation': 'CloudFormation',
  'format.eksctl': 'eksctl',
  'format.ack': 'ACK',
  'format.crossplane': 'Crossplane',

  'delivery.label': 'Wartet auf Auslieferung',
  'delivery.waiting':
    'Wartet auf Auslieferung: als {{format}} verlangt {{ago}}',
  'delivery.next':
    'Nichts ist defekt. Verifiziert wird, sobald der Pull Request gemergt ist und {{format}} alles angelegt hat.',
  'delivery.arrived': 'Ausgeliefert als {{format}}, verlangt {{ago}}',

  'managed.label': 'Von einem anderen Werkzeug verwaltet',
  'managed.by': 'Verwaltet von {{tool}}',
  'managed.byNamed': 'Verwaltet von {{tool}} {{name}}',
  'managed.evidence': 'Das steht daran selbst: {{evidence}}',
  'managed.note': 'Hier nur zu lesen. Zu ändern ist es in {{tool}}.',
  'managed.delivered':
    'Ein anderes Werkzeug hat es angelegt: Änderungen gehören dorthin.',
  'managed.patch': 'Die Dateien, die es wiederherstellen, für {{format}}',

  'files.title': 'Was der Pull Request enthalten wird',
  'files.loading': 'Dateien werden geschrieben …',
  'files.failed': 'Die Dateien konnten nicht geschrieben werden: {{message}}',
  'files.incomplete':
    'Komponente, Cluster und Namespace auswählen, um die Dateien des Pull Requests zu sehen.',
  'files.violations_one': '{{count}} Regel ist verletzt: Es gibt keine Dateien',
  'files.violations_other':
    '{{count}} Regeln sind verletzt: Es gibt keine Dateien',
  'files.list': 'Dateien',
  'files.copy': '{{path}} kopieren',
  'files.notes': 'Was dazu zu wissen ist',
};
