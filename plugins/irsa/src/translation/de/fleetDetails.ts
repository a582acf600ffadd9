import type { fleetDetails as english } from '../en/fleetDetails';
import type { Texts } from '../Texts';

export const fleetDetails: Texts<typeof english> = {
  'drawer.account': 'IAM-ServiceAccount',
  'drawer.workload': 'Workload',
  'drawer.finding': 'Befund',
  'drawer.role': 'Rolle',
  'drawer.nodeRole': 'Knotenrolle',
  'drawer.findings': 'Offene Befunde',
  'drawer.toComponent': 'Komponente öffnen',
  'drawer.toRole': 'Rolle und Reichweite eines Angriffs anzeigen',
  'drawer.toAccount': 'IAM-ServiceAccount anzeigen',
  'drawer.toConsole': 'In der AWS-Konsole öffnen (neuer Tab)',

  'workload.hostNetwork': 'Er nutzt das Netzwerk seines Knotens.',
  'workload.notShown':
    'Er ist nicht unter den gezeigten Zeilen. Nach seinem Namen suchen, um zu sehen, wessen AWS-Identität er hat.',

  'findings.noneOfIt': 'Nichts von dem, wonach gesucht wird, wurde gefunden.',
  'findings.since': 'zuerst gesehen {{ago}}',
  'findings.about': 'Was es betrifft',
  'findings.firstSeen': 'Zuerst gesehen',
  'findings.lastSeen': 'Zuletzt gesehen',
  'findings.mended': 'Behoben',
  'findings.noRemediation': 'Es ist nichts zu tun.',
  'findings.toSubject': 'Alles dazu anzeigen',

  'accept.title': 'Risiko akzeptieren',
  'accept.text':
    'Ein akzeptierter Befund fehlt in den Zahlen und Benachrichtigungen bis zu seinem letzten Tag. Dann ist er wieder offen.',
  'accept.button': 'Risiko akzeptieren …',
  'accept.of': 'Akzeptieren: {{title}}',
  'accept.reason': 'Warum wird das Risiko eingegangen?',
  'accept.reasonDescription':
    'Mindestens zehn Zeichen. Alle, die den Befund sehen, lesen es.',
  'accept.days': 'Für wie viele Tage?',
  'accept.until': 'Bis {{day}}.',
  'accept.confirm': 'Akzeptieren',
  'accept.failed': 'Der Befund wurde nicht akzeptiert: {{message}}',
  'accept.accepted': 'Akzeptiert von {{by}} {{ago}}, bis {{until}}.',
  'accept.because': 'Begründung: {{reason}}',
  'accept.reopen': 'Wieder öffnen',
  'accept.reopenFailed': 'Der Befund wurde nicht wieder geöffnet: {{message}}',
  'accept.error.reasonShort': 'Begründen, mit mindestens zehn Zeichen.',
  'accept.error.reasonLong': 'Begründen, mit höchstens 1.000 Zeichen.',
  'accept.error.days': 'Zwischen 1 und 90 Tagen wählen.',

  'becomes.token': 'darf Tokens dafür anfordern',
  'becomes.create-pod': 'darf Pods anlegen, die damit laufen',
  'becomes.exec': 'darf Befehle in den Pods ausführen',
  'becomes.workload-controller':
    'darf die Workloads ändern, die die Pods anlegen',
  'becomes.impersonate': 'darf in dessen Namen handeln',
  'becomes.node-proxy': 'darf die Pods durch das Kubelet erreichen',
  'becomes.escalate': 'darf sich selbst diese Rechte geben',
  'becomes.access-entry':
    'darf durch einen EKS-Zugriffseintrag alles im Cluster',

  'nodeRole.hopLimit': 'Hop-Limit des Metadatendienstes',
  'nodeRole.hopLimitOpen':
    '{{hopLimit}}: Jeder Pod kann die Anmeldedaten des Knotens holen.',
  'nodeRole.hopLimitClosed':
    '{{hopLimit}}: Nur Pods im Host-Netzwerk können die Anmeldedaten des Knotens holen.',
  'nodeRole.tokens': 'Sitzungstoken des Metadatendienstes',
  'nodeRole.tokensOptional':
    'Freiwillig: Jeder Pod kann die Anmeldedaten des Knotens holen, gleich bei welchem Hop-Limit.',
  'nodeRole.hopLimitUnread': 'Nicht gelesen: {{reason}}',
  'nodeRole.needed': 'Was Knoten brauchen',
  'nodeRole.plan': 'Wie sich das Übermaß wegnehmen lässt',
  'nodeRole.planText':
    'In dieser Reihenfolge verliert nichts seinen Zugriff, bevor es einen anderen hat.',
  'nodeRole.noPlan':
    'Es gibt nichts wegzunehmen: Die Knoten haben, was sie brauchen.',
  'nodeRole.step': '{{number}}. {{title}}',
  'nodeRole.commands': 'Befehle von Schritt {{number}}',
  'nodeRole.dependants': 'Workloads, die davon abhängen können',
  'nodeRole.noDependants':
    'Kein Workload ohne eigene Rolle kann die Anmeldedaten dieser Knoten erreichen.',
  'nodeRole.moreDependants_one': 'und {{count}} weiterer',
  'nodeRole.moreDependants_other': 'und {{count}} weitere',

  'access.title': 'Wer kann …?',
  'access.text':
    'Alle in sämtlichen Clustern und Konten, die nach den Richtlinien ihrer Rollen eine Aktion auf einer Ressource ausführen können.',
  'access.example':
    'Zum Beispiel s3:DeleteObject auf arn:aws:s3:::orders-uploads/*, um zu sehen, durch wen diese Daten verloren gehen könnten.',
  'access.what': 'Wer {{action}} auf {{resource}} ausführen kann',
  'access.nobody': 'Niemand kann {{action}} auf {{resource}} ausführen.',
  'access.found_one':
    '{{count, number}} kann {{action}} auf {{resource}} ausführen.',
  'access.found_other':
    '{{count, number}} können {{action}} auf {{resource}} ausführen.',
  'access.asSwept_one':
    'Nach den Richtlinien von {{count, number}} Rolle, Stand des letzten Durchlaufs.',
  'access.asSwept_other':
    'Nach den Richtlinien von {{count, number}} Rollen, Stand des letzten Durchlaufs.',
  'access.holders': 'Wer es kann',
  'access.node': 'Knoten',
  'access.noHolder': 'Kein ServiceAccount hat diese Rolle zurzeit',
};
