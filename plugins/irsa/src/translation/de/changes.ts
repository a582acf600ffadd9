import type { changes as english } from '../en/changes';
import type { Texts } from '../Texts';

export const changes: Texts<typeof english> = {
  'operation.lost':
    'Der Vorgang läuft weiter, aber wie weit er ist, konnte nicht gelesen werden: {{message}} Nach erneutem Laden der Seite ist zu sehen, was daraus geworden ist.',

  'apply.title': 'Unser Plan stellt her, was verlangt wurde',
  'apply.steps': 'Schritte des Plans',
  'apply.button': 'Anwenden',
  'apply.started': 'Der Plan wird angewendet.',
  'apply.completed': 'Der Plan ist angewendet.',
  'apply.failed': 'Der Plan wurde nicht angewendet: {{message}}',
  'apply.forbidden': 'Keine Berechtigung, den Plan anzuwenden: {{message}}',
  'apply.planFailed':
    'Ob unser Plan das beheben kann, ist nicht bekannt: {{message}}',
  'apply.status.pending': 'wartet',
  'apply.status.running': 'läuft …',
  'apply.status.done': 'fertig',
  'apply.status.failed': 'fehlgeschlagen',

  'adopt.button': 'Übernehmen …',
  'adopt.title': '{{account}} übernehmen',
  'adopt.text':
    'Rolle und ServiceAccount wurden ohne Backstage angelegt. Nach der Übernahme bleiben sie, wie hier geplant, und was jemand später ändert, wird angezeigt. Die Richtlinien an der Rolle bleiben, wie sie sind.',
  'adopt.loading': 'Plan wird erstellt …',
  'adopt.planFailed': 'Der Plan konnte nicht erstellt werden: {{message}}',
  'adopt.changes': 'Was sich ändert',
  'adopt.nothing': 'Weder in AWS noch im Cluster ändert sich etwas.',
  'adopt.confirm': 'Übernehmen',
  'adopt.steps': 'Schritte der Übernahme',
  'adopt.started': 'Die Übernahme läuft.',
  'adopt.completed': 'Die Übernahme ist abgeschlossen.',
  'adopt.failed': 'Die Übernahme ist fehlgeschlagen: {{message}}',
  'adopt.forbidden': 'Keine Berechtigung zur Übernahme: {{message}}',

  'remove.button': 'AWS-Zugriff entfernen …',
  'remove.title': 'AWS-Zugriff von {{account}} entfernen',
  'remove.loading': 'Wird gelesen, was entfernt würde …',
  'remove.planFailed':
    'Was entfernt würde, konnte nicht gelesen werden: {{message}}',
  'remove.goes': 'Was entfernt wird',
  'remove.nothing':
    'Weder in AWS noch im Cluster ist etwas davon übrig: Nur der Eintrag darüber wird entfernt.',
  'remove.pods_one':
    '{{count}} Pod läuft damit und verliert seinen Zugriff auf AWS.',
  'remove.pods_other':
    '{{count}} Pods laufen damit und verlieren ihren Zugriff auf AWS.',
  'remove.stays': 'Was bleibt',
  'remove.always':
    'Der Namespace und der OIDC-Anbieter des Clusters bleiben: Beide werden nie gelöscht',
  'remove.annotation':
    'Die Annotation {{annotation}} bleibt im Katalog: Sie muss dort heraus, wo die Komponente beschrieben ist',
  'remove.name': 'Zur Bestätigung {{name}} eingeben',
  'remove.confirm': 'Entfernen',
  'remove.steps': 'Schritte des Entfernens',
  'remove.started': 'Der AWS-Zugriff wird entfernt.',
  'remove.completed': 'Der AWS-Zugriff ist entfernt.',
  'remove.failed': 'Der AWS-Zugriff wurde nicht entfernt: {{message}}',
  'remove.forbidden':
    'Keine Berechtigung, den AWS-Zugriff zu entfernen: {{message}}',

  'drift.label': 'Nicht wie verlangt',
  'drift.title_one': '{{count}} Ding ist nicht so, wie es verlangt wurde',
  'drift.title_other': '{{count}} Dinge sind nicht so, wie sie verlangt wurden',
  'drift.step': 'Um es wiederherzustellen: {{step}}',
  'drift.bringBack': 'Wiederherstellen',
};
