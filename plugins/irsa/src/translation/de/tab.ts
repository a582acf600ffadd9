import type { tab as english } from '../en/tab';
import type { Texts } from '../Texts';

export const tab: Texts<typeof english> = {
  'tab.title': 'AWS-Zugriff',
  'tab.account': 'IAM-ServiceAccount',
  'tab.sections': 'Auf dieser Seite',
  'tab.chain': 'Kette',
  'tab.permissions': 'Berechtigungen',
  'tab.workloads': 'Workloads',
  'tab.history': 'Verlauf',
  'tab.noRole': 'Ohne Rolle ist in AWS nichts möglich.',
  'tab.beingVerified': 'Die Verifizierung läuft gerade …',
  'tab.loading': 'Berechtigungen werden gelesen …',
  'tab.failed': 'Die Berechtigungen konnten nicht gelesen werden',
  'tab.unverified':
    'Noch ist nicht bekannt, was damit möglich ist. Eine Verifizierung liest die Rolle und ihre Richtlinien.',

  'workloads.none': 'Noch läuft kein Pod als {{name}}.',
  'workloads.unread':
    'Die Pods konnten nicht gelesen werden. Welches Recht fehlt, steht in der Kette.',
  'workloads.pod': 'Pod',
  'workloads.container': 'Container',
  'workloads.configured': 'Soll die Rolle haben',
  'workloads.injected': 'Rolle injiziert',
  'workloads.credentials': 'Genutzte Anmeldedaten',
  'workloads.init': 'Init-Container',
  'workloads.yes': 'ja',
  'workloads.no': 'nein',
  'workloads.started': 'gestartet {{ago}}',
  'workloads.copy': 'Namen des Pods {{name}} kopieren',

  'credentials.static-keys': 'Statische Schlüssel',
  'credentials.profile': 'Ein Profil einer Konfigurationsdatei',
  'credentials.web-identity': 'Diese Rolle, durch ihr Token',
  'credentials.other-web-identity': 'Eine andere Rolle, durch ein Token',
  'credentials.pod-identity': 'Die Rolle, durch EKS Pod Identity',
  'credentials.node-role-or-none': 'Die Rolle des Knotens oder keine',

  'history.loading': 'Verlauf wird gelesen …',
  'history.failed': 'Der Verlauf konnte nicht gelesen werden',
  'history.list': 'Verifizierungen',
  'history.none': 'Bisher gab es keine Verifizierung.',
  'history.first': 'Erster Blick',
  'history.unchanged': 'Keine Änderung',
  'history.change': '{{link}}: {{before}} → {{after}}: {{message}}',
  'history.still': '{{link}}: weiterhin {{after}}: {{message}}',
  'history.notAsked': 'nicht gefragt',
  'history.folded': '{{count}} weitere ohne Änderung',
  'history.more': 'Mehr anzeigen',
  'history.moreFailed': 'Weiteres konnte nicht gelesen werden: {{message}}',
};
