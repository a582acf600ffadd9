import type { moving as english } from '../en/moving';
import type { Texts } from '../Texts';

export const moving: Texts<typeof english> = {
  'migrate.to.pod-identity': 'Auf EKS Pod Identity umstellen …',
  'migrate.to.irsa': 'Auf IRSA zurückstellen …',
  'migrate.title.pod-identity': '{{account}} auf EKS Pod Identity umstellen',
  'migrate.title.irsa': '{{account}} auf IRSA zurückstellen',
  'migrate.text':
    'Zu keinem Zeitpunkt sind seine Pods ohne Anmeldedaten. Der ServiceAccount behält alles Übrige, was er hat.',
  'migrate.loading': 'Wird gelesen, was sich ändern würde …',
  'migrate.planFailed':
    'Was sich ändern würde, konnte nicht gelesen werden: {{message}}',
  'migrate.blockers_one': '{{count}} Ding steht im Weg: Nichts wird geändert',
  'migrate.blockers_other':
    '{{count}} Dinge stehen im Weg: Nichts wird geändert',
  'migrate.warnings': 'Vor dem Beginn zu wissen',
  'migrate.changes': 'Was sich jetzt ändert',
  'migrate.nothing': 'Jetzt ändert sich nichts.',
  'migrate.restarts': 'Pods, die neu starten müssen',
  'migrate.noRestarts': 'Kein Pod muss neu starten.',
  'migrate.restart_one': '{{workload}}: {{count}} Pod',
  'migrate.restart_other': '{{workload}}: {{count}} Pods',
  'migrate.commands': 'Befehle, die sie neu starten',
  'migrate.remaining': 'Was danach noch bleibt',
  'migrate.confirm': 'Umstellen',
  'migrate.steps': 'Schritte der Umstellung',
  'migrate.started': 'Die Umstellung läuft.',
  'migrate.completed': 'Umgestellt, soweit die Pods es zulassen.',
  'migrate.failed': 'Die Umstellung ist fehlgeschlagen: {{message}}',
  'migrate.forbidden': 'Keine Berechtigung zur Umstellung: {{message}}',

  'moving.label': 'Unterwegs',
  'moving.title.pod-identity': 'Unterwegs zu EKS Pod Identity',
  'moving.title.irsa': 'Unterwegs zurück zu IRSA',
  'moving.pods_one':
    '{{count}} Pod hat Anmeldedaten von {{mechanism}}, bis er neu startet.',
  'moving.pods_other':
    '{{count}} Pods haben Anmeldedaten von {{mechanism}}, bis sie neu starten.',
  'moving.ready':
    'Kein Pod steht mehr aus: Die Umstellung kann abgeschlossen werden.',
  'moving.button': 'Abschließen …',
  'moving.loading': 'Wird gelesen, welche Pods neu starten müssen …',
  'moving.failed':
    'Welche Pods neu starten müssen, konnte nicht gelesen werden: {{message}}',
};
