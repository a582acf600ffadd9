import type { questions as english } from '../en/questions';
import type { Texts } from '../Texts';

export const questions: Texts<typeof english> = {
  'ask.title': 'Ist möglich …?',
  'ask.action': 'Aktion',
  'ask.actionDescription': 'Zum Beispiel s3:PutObject.',
  'ask.noCompletion': 'Aktionen können nicht ergänzt werden: {{message}}',
  'ask.resource': 'Ressource',
  'ask.resourceDescription': 'Ein ARN oder * für eine Aktion ohne Ressource.',
  'ask.context': 'Kontext der Anfrage',
  'ask.contextKey': 'Schlüssel',
  'ask.contextValue': 'Wert',
  'ask.contextValueDescription': 'Mehrere werden durch Kommas getrennt.',
  'ask.addContext': 'Kontextschlüssel hinzufügen',
  'ask.removeContext': 'Kontextschlüssel {{key}} entfernen',
  'ask.aws': 'Auch AWS fragen',
  'ask.button': 'Fragen',
  'ask.failed': 'Es gibt keine Antwort: {{message}}',
  'ask.forbidden': 'Keine Berechtigung zu fragen: {{message}}',

  'answer.ours': 'Nach den gelesenen Richtlinien',
  'answer.aws': 'Nach AWS',
  'answer.warnings': 'Bitte prüfen',
  'answer.invalidPolicy':
    'Die Richtlinie {{policy}} ist ungültig und zählt nicht mit: {{reason}}',
  'answer.decidedBy': 'Entschieden durch',
  'answer.conditions': 'Bedingungen',
  'answer.missing': 'Was fehlt',
  'answer.missingContext': 'Es hängt von diesen Schlüsseln der Anfrage ab',
  'answer.giveContext': 'Wert für {{key}} angeben',
  'answer.differs': 'AWS sagt etwas anderes',
  'answer.agrees': 'AWS sagt dasselbe',
  'answer.agreesWithout':
    'AWS sagt dasselbe zu einer Anfrage ohne diese Schlüssel',
  'answer.awsNotReadable': 'AWS konnte nicht gefragt werden',

  'verdict.allowed': 'Erlaubt',
  'verdict.allowed-by-role': 'Nach den Richtlinien der Rolle erlaubt',
  'verdict.conditional': 'Nur unter Bedingungen',
  'verdict.unknown': 'Nicht bekannt',
  'verdict.denied': 'Verweigert: Nichts erlaubt es',
  'verdict.explicitly-denied': 'Durch eine Anweisung verweigert',
};
