import type { fleet as english } from '../en/fleet';
import type { Texts } from '../Texts';

export const fleet: Texts<typeof english> = {
  'fleet.title': 'AWS-Zugriff',
  'fleet.forbidden':
    'Keine Berechtigung, die IAM-ServiceAccounts aller Cluster zu lesen: {{message}}',
  'fleet.failed': '{{what}}: konnte nicht gelesen werden',
  'fleet.missing':
    'Nicht mehr vorhanden oder nicht zum Lesen freigegeben: {{message}}',
  'fleet.reading': 'Wird gelesen: {{what}} …',
  'fleet.refused':
    'Keine Berechtigung, das zu lesen: {{message}} Nötig ist {{permission}}.',
  'fleet.toClusters': 'Anzeigen, was durchlaufen wird',
  'fleet.notForYou': 'Keine Berechtigung für diese Seite',
  'fleet.notForYouText':
    'Sie zeigt den AWS-Zugriff aller Cluster und Konten und verlangt die Berechtigung `{{permission}}`, die die Richtlinie dieser App hier nicht gibt. Der AWS-Zugriff der eigenen Dienste steht auf dem Tab „AWS-Zugriff“ jeder Komponente.',

  'overview.title': 'Übersicht',
  'overview.none':
    'Noch gab es keinen Durchlauf. Der erste Durchlauf jedes Clusters und Kontos beginnt von selbst, kurz nachdem das Backend gestartet ist.',
  'overview.numbers': 'Zahlen',
  'overview.verified': 'verifiziert',
  'overview.broken': 'defekt',
  'overview.ownRole': 'mit eigener Rolle',
  'overview.onNodeRole': 'mit der Knotenrolle',
  'overview.openFindings': 'Offene Befunde',
  'overview.critical': 'kritisch',
  'overview.high': 'hoch',
  'overview.criticalAndHigh': 'kritisch und hoch',
  'overview.unused': 'ungenutzt',
  'overview.all': 'insgesamt',
  'overview.bySeverity': 'Offene Befunde nach Schweregrad',
  'overview.byOwner': 'Eigentümer mit den meisten offenen Befunden',
  'overview.shared_one':
    '{{count, number}} Befund hat mehrere Eigentümer und zählt für jeden von ihnen.',
  'overview.shared_other':
    '{{count, number}} Befunde haben mehrere Eigentümer und zählen für jeden von ihnen.',
  'overview.noOwner': 'ohne Eigentümer',
  'overview.noFindings': 'Kein Befund ist offen.',
  'overview.findingsOf': 'Offene Befunde: {{count, number}}, {{name}}',
  'overview.accepted_one': '{{count, number}} weiterer ist akzeptiert',
  'overview.accepted_other': '{{count, number}} weitere sind akzeptiert',
  'overview.coverage_one': 'AWS-Identität von {{count, number}} Workload',
  'overview.coverage_other': 'AWS-Identität von {{count, number}} Workloads',
  'overview.coverageOf': '{{name}}: {{count, number}} ({{percent}} %)',
  'overview.stale_one': 'Der jetzige Stand von {{names}} ist nicht bekannt',
  'overview.stale_other': 'Der jetzige Stand von {{names}} ist nicht bekannt',
  'overview.toScopes': 'Warum',
  'overview.withoutComponent_one':
    '{{count, number}} IAM-ServiceAccount gehört zu keiner Komponente des Katalogs',
  'overview.withoutComponent_other':
    '{{count, number}} IAM-ServiceAccounts gehören zu keiner Komponente des Katalogs',
  'overview.adoptText':
    'Niemand erfährt, was daran nicht stimmt. Jeden bei der Komponente nennen, der er dient, und dort übernehmen.',
  'overview.toAdoption': 'Anzeigen',

  'trend.up_one':
    '{{what}}: in {{count}} Tag von {{from}} auf {{to}} gestiegen',
  'trend.up_other':
    '{{what}}: in {{count}} Tagen von {{from}} auf {{to}} gestiegen',
  'trend.down_one':
    '{{what}}: in {{count}} Tag von {{from}} auf {{to}} gesunken',
  'trend.down_other':
    '{{what}}: in {{count}} Tagen von {{from}} auf {{to}} gesunken',
  'trend.same_one': '{{what}}: {{to}} seit {{count}} Tag',
  'trend.same_other': '{{what}}: {{to}} seit {{count}} Tagen',
  'trend.none': '{{what}}: noch kein Trend, dafür braucht es zwei Tage',

  'scope.title': 'Cluster',
  'scope.all': 'Cluster und Konten',
  'scope.clusters': 'Cluster',
  'scope.accounts': 'AWS-Konten',
  'scope.none':
    'Kein Cluster ist konfiguriert. Er wird unter irsa.clusters in der Konfiguration des Backends genannt.',
  'scope.region': 'Region',
  'scope.lastSweep': 'Letzter ganzer Durchlauf',
  'scope.never': 'nie',
  'scope.took': 'Dauer',
  'scope.seconds': '{{seconds}} s',
  'scope.tookWithCalls':
    '{{seconds}} s, {{aws}} Aufrufe an AWS, {{kubernetes}} an Kubernetes',
  'scope.staleSince':
    'Veraltet: letzter bekannter Stand {{ago}}. Die gezeigten Zeilen sind aus dieser Zeit.',
  'scope.missingRight': 'Dem Backend fehlt das Recht {{right}}.',
  'scope.sweep': 'Jetzt durchlaufen',
  'scope.sweepOf': 'Jetzt durchlaufen: {{name}}',
  'scope.sweepFailed':
    'Der Durchlauf konnte nicht angestoßen werden: {{message}}',

  'scopeState.never': 'Noch kein Durchlauf',
  'scopeState.fresh': 'Aktuell',
  'scopeState.stale': 'Veraltet',
  'scopeState.sweeping': 'Durchlauf läuft …',

  'scopeCount.serviceAccounts': 'IAM-ServiceAccounts',
  'scopeCount.workloads': 'Workloads',
  'scopeCount.pods': 'Pods',
  'scopeCount.roles': 'Rollen',
  'scopeCount.providers': 'OIDC-Anbieter',
  'scopeCount.findings': 'Offene Befunde',
};
