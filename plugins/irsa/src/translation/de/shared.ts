import type { shared as english } from '../en/shared';
import type { Texts } from '../Texts';

export const shared: Texts<typeof english> = {
  'status.verified': 'Verifiziert',
  'status.checksPass': 'Prüfungen bestanden',
  'status.provedBefore': 'Vor der letzten Änderung nachgewiesen',
  'status.settling': 'Wird wirksam',
  'status.degraded': 'Mit Mängeln',
  'status.broken': 'Defekt',
  'status.cutOff': 'Gesperrt',
  'status.unknown': 'Unbekannt',
  'status.waiting': 'Wartet auf Auslieferung',
  'status.unverified': 'Noch nicht verifiziert',

  'mechanism.irsa': 'IRSA',
  'mechanism.pod-identity': 'EKS Pod Identity',
  'mechanism.by': 'durch {{mechanism}}',
  'mechanism.both':
    'Beide Mechanismen sind eingerichtet, und EKS Pod Identity hat Vorrang vor der Annotation: Neue Pods erhalten die Rolle ihrer Zuordnung. Pods, die vorher gestartet sind, behalten die Rolle der Annotation, bis sie neu starten.',
  'mechanism.bothDiffer':
    'Beide Mechanismen sind eingerichtet, und EKS Pod Identity hat Vorrang vor der Annotation: Neue Pods erhalten die Rolle {{associated}}, nicht {{annotated}}, die in der Annotation steht. Pods, die vorher gestartet sind, behalten diese, bis sie neu starten.',

  'evidence.proved': 'nachgewiesen',
  'evidence.inferred': 'abgeleitet',

  'severity.critical': 'Kritisch',
  'severity.high': 'Hoch',
  'severity.medium': 'Mittel',
  'severity.low': 'Niedrig',

  'time.now': 'gerade eben',
  'time.minutes': 'vor {{count}} Min.',
  'time.hours': 'vor {{count}} Std.',
  'time.days_one': 'vor {{count}} Tag',
  'time.days_other': 'vor {{count}} Tagen',

  'account.copyName': '{{name}} kopieren',

  'copy.done': 'Kopiert',
  'copy.failed': 'Der Browser hat das Kopieren nicht erlaubt',

  'dialog.cancel': 'Abbrechen',
  'dialog.close': 'Schließen',

  'failure.title': 'Der AWS-Zugriff konnte nicht gelesen werden',
  'failure.retry': 'Erneut versuchen',
  'failure.forbidden':
    'Keine Berechtigung, den AWS-Zugriff dieser Komponente zu lesen: {{message}}',
  'failure.missing':
    'Das irsa-Backend kennt diese Komponente nach eigener Auskunft nicht: {{message}}',
  'failure.unreachable': 'Das irsa-Backend ist nicht erreichbar: {{message}}',
  'failure.other': 'Das irsa-Backend hat geantwortet: {{message}}',
};
