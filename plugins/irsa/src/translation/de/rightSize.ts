import type { rightSize as english } from '../en/rightSize';
import type { Texts } from '../Texts';

export const rightSize: Texts<typeof english> = {
  'rightSize.title': 'Auf den Bedarf zuschneiden',
  'rightSize.text':
    'Findet, was diese Rolle darf und niemand genutzt hat, und nimmt es auf Wunsch weg. AWS erstellt den Bericht, was einige Sekunden dauert.',
  'rightSize.find': 'Ungenutzten Zugriff suchen',
  'rightSize.again': 'Bericht erneut lesen',
  'rightSize.pending':
    'AWS erstellt seinen Bericht darüber, was die Rolle genutzt hat. Das dauert einige Sekunden.',
  'rightSize.failed': 'Was die Rolle genutzt hat, konnte nicht gelesen werden',
  'rightSize.report':
    'Aus dem Bericht von AWS, erstellt {{ago}}. Die Rolle wurde {{age}} angelegt. Live-Nachweise dieses Produkts zählen nicht als Nutzung.',
  'rightSize.none': 'Alles, was gewährt ist, wird genutzt.',
  'rightSize.services': 'Gewährte Dienste',
  'rightSize.drop': '{{service}} wegnehmen',
  'rightSize.narrow_one':
    'Nur {{count}} ungenutzte Aktion von {{service}} wegnehmen: {{actions}}',
  'rightSize.narrow_other':
    'Nur {{count}} ungenutzte Aktionen von {{service}} wegnehmen: {{actions}}',
  'rightSize.since': '{{reason}} ({{ago}})',
  'rightSize.source': 'Gewährt durch: {{sources}}.',
  'rightSize.stays': 'Bleibt. {{reason}}',
  'rightSize.decision.keep': 'Genutzt',
  'rightSize.decision.narrow': 'Teilweise genutzt',
  'rightSize.decision.drop': 'Ungenutzt',
  'rightSize.decision.undecided': 'Nicht sicher',
  'rightSize.confidence.sure': 'sicher',
  'rightSize.confidence.likely': 'wahrscheinlich',
  'rightSize.confidence.unsure': 'nicht sicher',
  'rightSize.unused': '{{decision}}, {{confidence}}',
  'rightSize.delete': 'Niemand hat diese Rolle je genutzt ({{confidence}})',
  'rightSize.deletePlan':
    'Sie lieber im Ganzen entfernen, statt sie zu verkleinern.',
  'rightSize.deleteElsewhere': 'Dort löschen, wo sie angelegt wurde.',
  'rightSize.way': 'Wird nicht hier geändert',
  'rightSize.nothingChosen': 'Auswählen, was weggenommen werden soll.',
  'rightSize.changes': 'Was sich ändert',
  'rightSize.updating': 'Plan für die Auswahl wird erstellt …',
  'rightSize.choiceFailed':
    'Der Plan konnte nicht erstellt werden: {{message}}',
  'rightSize.notYours':
    'Ansehen ist erlaubt, ändern nicht: Dafür braucht es einen Eigentümer der Komponente mit der Berechtigung irsa.service-account.update.',
  'rightSize.button_one': '{{count}} Dienst wegnehmen',
  'rightSize.button_other': '{{count}} Dienste wegnehmen',
  'rightSize.byHand': 'Von Hand',
  'rightSize.byHandText':
    'Die kleineren Richtlinien und die Befehle der AWS CLI, die sie schreiben. Eine verwaltete Richtlinie kann auch anderen Rollen dienen: zuerst nachsehen, wer sie hat.',
  'rightSize.commands': 'Befehle, die es wegnehmen',
  'rightSize.undoCommands': 'Befehle, die es zurückgeben',
  'rightSize.policy': 'Richtlinie {{name}}',

  'rightSizing.title': 'Früher weggenommen',
  'rightSizing.line': '{{services}} – {{ago}}, von {{by}}',
  'rightSizing.narrowed': '{{service}} teilweise',
  'rightSizing.status.applied': 'weggenommen',
  'rightSizing.status.running': 'läuft …',
  'rightSizing.status.failed': 'fehlgeschlagen',
  'rightSizing.status.undone': 'zurückgegeben',
  'rightSizing.undo': 'Rückgängig machen',
  'rightSizing.undoOf': 'Rückgängig machen: {{services}} zurückgeben',
  'rightSizing.failed':
    'Was früher weggenommen wurde, konnte nicht gelesen werden: {{message}}',

  'takeAway.steps': 'Schritte des Wegnehmens',
  'takeAway.started': 'Es wird weggenommen.',
  'takeAway.completed':
    'Es ist weggenommen, und der Dienst wurde erneut verifiziert.',
  'takeAway.failed': 'Es wurde nicht weggenommen: {{message}}',
  'takeAway.forbidden': 'Keine Berechtigung, es wegzunehmen: {{message}}',

  'giveBack.steps': 'Schritte des Zurückgebens',
  'giveBack.started': 'Es wird zurückgegeben.',
  'giveBack.completed':
    'Es ist zurückgegeben, und der Dienst wurde erneut verifiziert.',
  'giveBack.failed': 'Es wurde nicht zurückgegeben: {{message}}',
  'giveBack.forbidden': 'Keine Berechtigung, es zurückzugeben: {{message}}',
};
