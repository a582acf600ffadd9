import type { chain as english } from '../en/chain';
import type { Texts } from '../Texts';

export const chain: Texts<typeof english> = {
  'link.cluster': 'Cluster',
  'link.workload': 'Workload',
  'link.service-account': 'ServiceAccount',
  'link.oidc-provider': 'OIDC-Anbieter',
  'link.trust-policy': 'Vertrauensrichtlinie',
  'link.role': 'Rolle',
  'link.permissions': 'Berechtigungen',

  'linkState.holds': 'hält',
  'linkState.look': 'ansehen',
  'linkState.broken': 'defekt',
  'linkState.unknown': 'nicht bekannt',
  'linkState.not-checked': 'nicht geprüft',
  'linkState.not-needed': 'nicht nötig',

  'chain.loading': 'Kette wird gelesen …',
  'chain.list': 'Glieder der Kette',
  'chain.failed': 'Die Objekte der Kette konnten nicht gelesen werden',
  'chain.questionsFailed':
    'Die Fragen der Prüfungen konnten nicht gelesen werden',
  'chain.notCheckedBecause': 'nicht geprüft, wegen: {{link}}',
  'chain.choose':
    'Ein Glied auswählen, um zu sehen, was gefunden wurde und wie es sich bestätigen lässt.',
  'chain.detail': '{{link}}: {{name}}',
  'chain.nothing': 'keines oder nicht bekannt',
  'chain.notAsked': 'Zu diesem Glied gibt es keine Frage.',
  'chain.noProvider':
    'EKS Pod Identity kommt ohne OIDC-Anbieter aus: Der Cluster gibt die Anmeldedaten selbst aus.',
  'chain.noLiveProof':
    'Es gibt keinen Live-Nachweis. Er würde die volle Macht der Rolle aushändigen: EKS Pod Identity nimmt keine Sitzungsrichtlinie an.',
  'chain.found': 'Was gefunden wurde',
  'chain.blocked': 'Nicht geprüft, weil dies vorgeht: {{question}}',
  'chain.symptoms': 'Was in den Logs zu sehen ist',
  'chain.facts': 'Was vorhanden ist',
  'chain.arn': 'ARN',
  'chain.copyFact': '{{label}} kopieren',
  'chain.confirm': 'Von Hand bestätigen',
  'chain.confirmHint': 'Diese Befehle lesen nur.',
  'chain.docs': 'Mehr dazu: {{page}}',

  'fix.title': 'Was zu tun ist',
  'fix.confirmCommands': 'Befehle, die es bestätigen',
  'fix.commands': 'Befehle, die es beheben',
  'fix.copyCommand': 'Befehl {{number}} kopieren',
  'fix.copyAll': 'Alle {{count}} Befehle kopieren',
  'fix.copyFirst': 'Befehl kopieren',
  'fix.more_one': 'und {{count}} weiterer Befehl',
  'fix.more_other': 'und {{count}} weitere Befehle',
  'fix.diff': 'Änderung an {{title}}',
  'fix.removed': 'entfernt:',
  'fix.added': 'hinzugefügt:',
};
