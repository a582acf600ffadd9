import type { ownership as english } from '../en/ownership';
import type { Texts } from '../Texts';

/** Texts of transfers of ownership and of cut offs. */
export const ownership: Texts<typeof english> = {
  'ownership.label': 'Übergabe',
  'ownership.pending': 'Übergabe beantragt: {{from}} an {{to}}',
  'ownership.requested': 'Beantragt von {{user}} {{ago}}. Verfällt am {{day}}.',
  'ownership.reason': 'Grund: {{reason}}',
  'ownership.waits':
    'Nur Mitglieder von {{owner}} und Administratoren können sie bestätigen oder ablehnen.',
  'ownership.differs':
    'Eingetragener Eigentümer ist {{owner}}. Der Katalog nennt {{entityOwner}}.',
  'ownership.differsText':
    'Eine Änderung im Katalog übergibt nichts. Bis {{owner}} oder ein Administrator eine Übergabe bestätigt, können nur sie diesen AWS-Zugriff ändern oder löschen.',
  'ownership.request': 'Übergabe beantragen…',
  'ownership.confirm': 'Bestätigen…',
  'ownership.decline': 'Ablehnen…',
  'ownership.requestTitle': 'Übergabe von {{account}} beantragen',
  'ownership.requestText':
    '{{owner}}, der eingetragene Eigentümer, oder ein Administrator bestätigt den Antrag oder lehnt ihn ab, innerhalb von 30 Tagen.',
  'ownership.requestDone': 'Beantragen',
  'ownership.owner': 'Neuer Eigentümer',
  'ownership.ownerDescription':
    'Die Entitätsreferenz einer Gruppe, etwa group:default/payments',
  'ownership.ownerMissing': 'Den neuen Eigentümer eingeben.',
  'ownership.confirmTitle': 'Übergabe von {{account}} bestätigen',
  'ownership.confirmText':
    '{{to}} wird Eigentümer. Danach können nur dessen Mitglieder und Administratoren diesen AWS-Zugriff ändern, sperren und löschen, Mitglieder von {{from}} nicht mehr. Vorher werden die Namespace- und Ressourcenregeln von {{to}} geprüft.',
  'ownership.confirmDone': 'Übergabe bestätigen',
  'ownership.declineTitle': 'Übergabe von {{account}} ablehnen',
  'ownership.declineText':
    '{{from}} bleibt Eigentümer. Danach kann eine andere Übergabe beantragt werden.',
  'ownership.declineDone': 'Übergabe ablehnen',
  'reason.optional': 'Grund (freiwillig)',
  'reason.required': 'Grund',
  'reason.missing': 'Einen Grund eingeben.',
  'reason.failed': 'Fehlgeschlagen: {{message}}',
  'cutOff.label': 'Der AWS-Zugriff ist gesperrt',
  'cutOff.since': 'Der AWS-Zugriff wurde von {{user}} {{ago}} gesperrt',
  'cutOff.text':
    'Alle Aktionen werden verweigert, auch früher ausgestellten Sitzungen. Änderungen werden bis zur Freigabe abgelehnt. Löschen geht.',
  'cutOff.button': 'Zugriff sperren…',
  'cutOff.restore': 'Zugriff freigeben…',
  'cutOff.title': 'Den AWS-Zugriff von {{account}} sperren',
  'cutOff.stopsTitle': 'Endet binnen etwa einer Minute',
  'cutOff.stops1':
    'Jede Anfrage mit Zugangsdaten dieser Rolle, wo immer sie benutzt werden, auch früher ausgestellter Sitzungen',
  'cutOff.stops2':
    'Zugriff, den Richtlinien von Buckets, Schlüsseln oder Queues der Rolle oder ihren Sitzungen geben, und vorsignierte URLs',
  'cutOff.staysTitle': 'Endet nicht',
  'cutOff.stays1':
    'Sitzungen anderer Rollen, die vorher von dieser aus übernommen wurden: sie dauern bis zu einer Stunde',
  'cutOff.stays2':
    'Was die Rolle für sich angelegt hat, etwa IAM-Benutzer oder Zugangsschlüssel, und schon gelesene Daten',
  'cutOff.pods': 'Pods verlieren jeden Zugriff auf AWS bis zur Freigabe.',
  'cutOff.confirm': 'Zugriff sperren',
  'cutOff.restoreTitle': 'Den AWS-Zugriff von {{account}} freigeben',
  'cutOff.restoreText':
    'Ab jetzt ausgestellte Sitzungen gehen wieder. Früher ausgestellte bleiben 12 Stunden gesperrt: Pods mit einer solchen neu starten.',
  'cutOff.restoreConfirm': 'Zugriff freigeben',
};
