import type { permissions as english } from '../en/permissions';
import type { Texts } from '../Texts';

export const permissions: Texts<typeof english> = {
  'headline.all':
    'Alle Richtlinienebenen wurden gelesen: Was hier erlaubt ist, ist erlaubt',
  'headline.some': 'Nach den Richtlinien der Rolle erlaubt; {{layers}}',
  'headline.none':
    'Die Richtlinien der Rolle konnten nicht gelesen werden: Was möglich ist, ist nicht bekannt',
  'headline.absent': 'Die Rolle existiert nicht: Mit ihr ist nichts möglich',
  'headline.notRead': '{{layer}} nicht gelesen',
  'headline.read': 'Gelesen {{ago}}',
  'headline.layers': 'Richtlinienebenen',
  'headline.details': 'Was gelesen wurde',
  'headline.unknownActions_one':
    'Die Richtlinien gewähren eine Aktion, die in unserer Liste der AWS-Aktionen fehlt: {{actions}}',
  'headline.unknownActions_other':
    'Die Richtlinien gewähren Aktionen, die in unserer Liste der AWS-Aktionen fehlen: {{actions}}',

  'layer.organisation': 'Richtlinien der Organisation',
  'layer.identity': 'Richtlinien der Rolle',
  'layer.permissions-boundary': 'Berechtigungsgrenze',
  'layer.session': 'Sitzungsrichtlinien',
  'layer.resource': 'Ressourcenrichtlinien',
  'layer.service-control': 'Service-Kontrollrichtlinien (SCPs)',
  'layer.resource-control': 'Ressourcenkontrollrichtlinien (RCPs)',
  'layer.trust': 'Vertrauensrichtlinie',

  'layerState.read': 'gelesen',
  'layerState.absent': 'nicht vorhanden',
  'layerState.not-read': 'nicht gelesen',

  'risks.title': 'Risiken',
  'risks.none': 'In diesen Richtlinien wurden keine Risiken gefunden.',
  'risks.evidence_one': '{{count}} Anweisung dahinter',
  'risks.evidence_other': '{{count}} Anweisungen dahinter',

  'statement.name': '{{policy}}, Anweisung {{number}}',
  'statement.nameWithSid': '{{policy}}, Anweisung {{number}} ({{sid}})',

  'grid.title': 'Was möglich ist',
  'grid.service': 'Dienst',
  'grid.showAll': 'Alle {{count}} Dienste anzeigen',

  'levelName.List': 'Auflisten',
  'levelName.Read': 'Lesen',
  'levelName.Write': 'Schreiben',
  'levelName.Permissions management': 'Berechtigungen verwalten',
  'levelName.Tagging': 'Tags setzen',

  'extent.full': 'Voll',
  'extent.limited': 'Begrenzt',
  'extent.none': 'Kein Zugriff',
  'extent.blocked': 'Blockiert',
  'extent.unknown': 'Unbekannt',

  'detail.title': '{{service}}: {{level}}',
  'detail.close': '{{service}}, {{level}} schließen',
  'detail.actions': 'Aktionen',
  'detail.resources': 'Ressourcen',
  'detail.conditions': 'Bedingungen',
  'detail.except': 'Außer auf',
  'detail.blockedBy': 'Blockiert durch',
  'detail.grantedBy': 'Gewährt durch',
  'detail.reason': 'Warum',
  'detail.lastUse': 'Letzte Nutzung',
  'detail.everyResource': 'jede Ressource',
  'detail.more': '{{count}} weitere anzeigen',
  'detail.copy': '{{what}} kopieren',

  'entryState.allowed': 'Erlaubt',
  'entryState.allowed-if': 'Unter Bedingungen erlaubt',
  'entryState.allowed-except': 'Erlaubt außer auf einigen Ressourcen',
  'entryState.role-allowed': 'Nach den Richtlinien der Rolle erlaubt',
  'entryState.role-allowed-if':
    'Nach den Richtlinien der Rolle unter Bedingungen erlaubt',
  'entryState.role-allowed-except':
    'Nach den Richtlinien der Rolle erlaubt außer auf einigen Ressourcen',
  'entryState.blocked': 'Gewährt, aber blockiert',
  'entryState.unknown': 'Unbekannt',

  'lastUse.button': 'Letzte Nutzung von AWS lesen',
  'lastUse.pending': 'AWS erstellt den Bericht …',
  'lastUse.none': 'noch nicht von AWS gelesen',
  'lastUse.never': 'keine Nutzung verzeichnet',
  'lastUse.unused': 'gewährt und seit 90 Tagen nicht genutzt',
  'lastUse.report':
    'Aus dem Bericht von AWS, erstellt {{ago}}. AWS zählt auch abgelehnte Versuche.',
  'lastUse.failed': 'Der Bericht konnte nicht gelesen werden: {{message}}',
  'lastUse.forbidden': 'Keine Berechtigung, den Bericht zu lesen: {{message}}',

  'policy.title': 'Richtliniendokumente',
  'policy.none': 'Die Rolle hat keine Richtlinien.',
  'policy.kind.managed': 'verwaltete Richtlinie',
  'policy.kind.inline': 'Inline-Richtlinie',
  'policy.kind.permissions-boundary': 'Berechtigungsgrenze',
  'policy.kind.trust': 'wer die Rolle annehmen darf',
  'policy.document': 'Dokument von {{name}}',
  'policy.copy': 'Dokument von {{name}} kopieren',
  'policy.copyArn': 'ARN von {{name}} kopieren',
  'policy.marked': 'Anweisung {{number}} ist markiert, ab Zeile {{line}}.',
  'policy.errors_one':
    'Dieses Dokument hat einen Fehler. Nichts darin gilt als erlaubt.',
  'policy.errors_other':
    'Dieses Dokument hat {{count}} Fehler. Nichts darin gilt als erlaubt.',
  'policy.error': '{{place}}: {{reason}}',
  'policy.line': 'Zeile {{line}}',
  'policy.lineColumn': 'Zeile {{line}}, Spalte {{column}}',
};
