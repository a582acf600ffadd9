import type { fields as english } from '../en/fields';
import type { Texts } from '../Texts';

export const fields: Texts<typeof english> = {
  'field.required': 'erforderlich',
  'field.clusterTitle': 'Cluster',
  'field.clusterDescription': 'Der EKS-Cluster, in dem der Dienst läuft.',
  'field.clusterOption': '{{name}} ({{region}}, Konto {{account}})',
  'field.clusterPlaceholder': 'Cluster auswählen',
  'field.clustersLoading': 'Cluster werden gelesen …',
  'field.clustersFailed':
    'Die Cluster konnten nicht gelesen werden: {{message}}',
  'field.clustersNone': 'Es gibt keinen Cluster, der genutzt werden darf.',
  'field.clusterUnknown':
    'Cluster {{cluster}} kann nicht genutzt werden. Einen aus der Liste wählen.',
  'field.namespaceTitle': 'Namespace',
  'field.namespaceDescription': 'Der Namespace, in dem der Dienst läuft.',
  'field.namespaceFreeDescription':
    'Ein Namespace, der genutzt werden darf, oder der Name eines neuen.',
  'field.namespacePlaceholder': 'Namespace auswählen',
  'field.namespaceClusterFirst': 'Zuerst einen Cluster auswählen',
  'field.namespacesLoading': 'Namespaces von {{cluster}} werden gelesen …',
  'field.namespacesRead': 'Namespaces gelesen {{ago}}',
  'field.namespacesRefresh': 'Namespaces neu lesen',
  'field.namespacesFailed':
    'Die Namespaces von {{cluster}} konnten nicht gelesen werden: {{message}}',
  'field.namespacesNone':
    'Es gibt keinen Namespace von {{cluster}}, der genutzt werden darf.',
  'field.namespaceInvalid':
    'Ein Namespace hat höchstens 63 Kleinbuchstaben, Ziffern und Bindestriche und beginnt und endet mit einem Buchstaben oder einer Ziffer.',

  'start.label': 'IAM-ServiceAccount',
  'start.description':
    'Das Formular beginnt mit dem, was er hat. Was nicht geändert wird, bleibt.',
  'start.new': 'Neuer ServiceAccount',
  'start.failed':
    'Was die Komponente hat, konnte nicht gelesen werden: {{message}}',
  'start.none':
    'Die Komponente hat keinen IAM-ServiceAccount. Zuerst AWS-Zugriff hinzufügen.',
  'start.incomplete':
    'Einen IAM-ServiceAccount wählen, um die Änderungen zu sehen.',

  'losses.title': 'Dieser Plan entfernt Zugriff',
  'losses.confirm': 'Diesen Zugriff entfernen',
  'losses.unconfirmed':
    'Bestätigen, dass dieser Zugriff entfernt wird, oder den Zugriff angeben, der bleiben soll.',

  'grants.title': 'Was der Dienst darf',
  'grants.description':
    'Eine Zeile je AWS-Dienst und Ressource. Nicht mehr verlangen, als der Dienst braucht.',
  'grants.row': 'Zugriff {{number}}',
  'grants.service': 'AWS-Dienst',
  'grants.access': 'Er kann',
  'grants.resource': 'Name: {{resource}}',
  'grants.add': 'Zugriff hinzufügen',
  'grants.remove': 'Zugriff {{number}} entfernen',

  'resources.title': 'AWS-Ressource',
  'resources.hint':
    'Aus dem Namespace {{namespace}} sind diese AWS-Ressourcen erlaubt: {{patterns}}',
  'resources.none':
    'Aus dem Namespace {{namespace}} sind keine AWS-Ressourcen erlaubt. Die Administratoren nennen sie in irsa.namespaceRules, als resources der Regel für die eigene Gruppe.',
  'resources.beyond':
    '{{resource}} {{name}} ist aus dem Namespace {{namespace}} nicht erlaubt. Erlaubt ist, was zu {{patterns}} passt; Administratoren ergänzen es in irsa.namespaceRules.',

  'specField.account': 'AWS-Konto',
  'specField.component': 'Komponente',
  'specField.document': 'Eigenes Dokument',
  'specField.owner': 'Eigentümer',
  'specField.policy': 'Verwaltete Richtlinie {{number}}',

  'plan.title': 'Was angelegt wird',
  'plan.told_one': 'Der Plan hat {{count, number}} Änderung.',
  'plan.told_other': 'Der Plan hat {{count, number}} Änderungen.',
  'plan.incomplete':
    'Komponente, Cluster und Namespace auswählen, um zu sehen, was angelegt wird.',
  'plan.failed': 'Der Plan konnte nicht erstellt werden: {{message}}',
  'plan.violations_one': '{{count}} Regel ist verletzt: Nichts wird angelegt',
  'plan.violations_other':
    '{{count}} Regeln sind verletzt: Nichts wird angelegt',
  'plan.steps': 'Objekte',
  'plan.gained': 'Künftig möglich',
  'plan.lost': 'Künftig nicht mehr möglich',
  'plan.change': '{{service}}, {{level}}: {{actions}} auf {{resources}}',
  'plan.policy': 'Die Richtlinie, die daraus entsteht',
};
