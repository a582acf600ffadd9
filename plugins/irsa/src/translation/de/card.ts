import type { card as english } from '../en/card';
import type { Texts } from '../Texts';

export const card: Texts<typeof english> = {
  'card.title': 'AWS-Zugriff',
  'card.loading': 'AWS-Zugriff wird gelesen …',
  'card.accounts': 'IAM-ServiceAccounts',
  'card.change': 'AWS-Zugriff ändern',
  'card.seeAll': 'Alle Berechtigungen anzeigen',
  'card.seeChain': 'Kette anzeigen',
  'card.seeChainOf': 'Kette anzeigen: {{account}}',

  'role.label': 'Rolle',
  'role.console': '{{role}}, öffnet die AWS-Konsole in einem neuen Tab',
  'role.account': 'Konto {{account}}',
  'role.none':
    'Noch keine Rolle: In AWS gehört nichts zu diesem ServiceAccount.',
  'role.copyArn': 'ARN von {{role}} kopieren',
  'role.unused': '(ungenutzt)',
  'role.neverUsed': 'nie, soweit AWS Auskunft gibt',
  'role.unusedUnknown': 'lässt sich nicht sagen',
  'role.holders': 'Wer sie hat und wer sie haben darf',
  'role.trust': 'Wer sie annehmen darf',
  'role.noHolders': 'Kein ServiceAccount hat sie zurzeit.',
  'role.becomers': 'Wer sonst an sie gelangen kann',
  'role.noBecomers':
    'Niemand sonst kann nach den gelesenen Kubernetes-Rechten zu einem von diesen werden.',
  'role.through':
    'durch {{through}} in {{cluster}}, Namespaces: {{namespaces}}',
  'role.allNamespaces': 'alle',
  'role.principals': 'IAM-Prinzipale: {{principals}}',
  'role.blastRadius': 'Reichweite eines Angriffs',
  'role.blastRadiusText':
    'Was jemand, der einen Pod mit dieser Rolle in die Hand bekommt, nach den Richtlinien der Rolle erreichen könnte.',
  'role.assumable': 'Rollen, die sie ihrerseits annehmen darf',

  'permission.label': 'Berechtigungen',
  'permission.none': 'Die Rolle hat keine Berechtigungen.',
  'permission.on': 'auf {{resources}}',
  'permission.onEverything': 'auf jede Ressource',
  'permission.more': '{{resources}} und {{count}} weitere',
  'permission.unreadable': 'Es können mehr oder weniger sein: {{layers}}',

  'level.List': 'auflisten',
  'level.Read': 'lesen',
  'level.Write': 'schreiben',
  'level.Permissions management': 'Berechtigungen ändern',
  'level.Tagging': 'Tags setzen',

  'risk.severity.low': 'Niedriges Risiko',
  'risk.severity.medium': 'Mittleres Risiko',
  'risk.severity.high': 'Hohes Risiko',
  'risk.findings_one': '{{count}} Befund',
  'risk.findings_other': '{{count}} Befunde',

  'proof.proved': 'Durch Token-Tausch nachgewiesen {{ago}}',
  'proof.refused': 'AWS hat das Token abgelehnt, {{ago}}: {{reason}}',
  'proof.failed': 'Der Token-Tausch war nicht möglich, {{ago}}: {{reason}}',
  'proof.noReason': 'kein Grund genannt',
  'proof.none': 'Noch nicht nachgewiesen',
  'proof.podIdentity': 'Kein Live-Nachweis bei EKS Pod Identity',
  'proof.checked': 'Geprüft {{ago}}',
  'proof.changed': '(vor der letzten Änderung von {{links}})',

  'use.unread': 'Pods konnten nicht gelesen werden',
  'use.none': 'Nicht genutzt',
  'use.all_one': '{{used}} von {{count}} Pod nutzt die Rolle',
  'use.all_other': '{{used}} von {{count}} Pods nutzen die Rolle',

  'health.verified': 'Prüfungen bestanden',
  'health.degraded': 'mit Mängeln',
  'health.broken': 'defekt',
  'health.unknown': 'unbekannt',
  'state.settling':
    'Wird wirksam bis {{time}}: IAM braucht bis zu 2 Minuten für das, was gerade geschrieben wurde.',
  'state.unknown': 'Unbekannt geworden {{ago}}.',
  'state.lastKnown': 'Zuletzt bekannt: {{status}}, {{ago}}.',

  'finding.others_one': 'und {{count}} weiterer Befund',
  'finding.others_other': 'und {{count}} weitere Befunde',
  'finding.fix': 'Was zu tun ist',
  'finding.copyFix': 'Kopieren, was zu tun ist',

  'empty.text': 'Diese Komponente hat noch keinen AWS-Zugriff.',
  'empty.button': 'AWS-Zugriff einrichten',
  'empty.owners': 'Nur ihre Eigentümer können ihn einrichten.',
  'empty.unread_one':
    'Der Katalog nennt {{refs}}, doch darüber ist noch nichts bekannt. Der nächste Durchlauf des Clusters liest ihn.',
  'empty.unread_other':
    'Der Katalog nennt {{refs}}, doch über sie ist noch nichts bekannt. Der nächste Durchlauf des Clusters liest sie.',
  'empty.invalid':
    'Die Annotation {{annotation}} nennt {{refs}}. Sie muss <cluster>/<namespace>/<name> lauten.',
};
