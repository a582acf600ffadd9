import type { migration as english } from '../en/migration';
import type { Texts } from '../Texts';

export const migration: Texts<typeof english> = {
  'migration.title': 'Umstellung',
  'migration.loading': 'Stand der Umstellung wird gelesen …',
  'migration.failed': 'Der Stand der Umstellung konnte nicht gelesen werden',
  'migration.summary_one':
    '{{podIdentity}} von {{count, number}} IAM-ServiceAccount nutzt EKS Pod Identity.',
  'migration.summary_other':
    '{{podIdentity}} von {{count, number}} IAM-ServiceAccounts nutzen EKS Pod Identity.',
  'migration.clusters': 'Nach Cluster',
  'migration.counts':
    '{{podIdentity}} mit EKS Pod Identity · {{moving}} unterwegs · {{irsa}} mit IRSA',
  'migration.done': '{{percent}} % fertig',
  'migration.none':
    'Es gibt keinen lesbaren IAM-ServiceAccount. Einer erscheint hier, sobald eine Komponente AWS-Zugriff hat und verifiziert wurde.',
  'migration.filters': 'Filter',
  'migration.stages': 'Etappe',
  'migration.cluster': 'Cluster',
  'migration.allClusters': 'Alle Cluster',
  'migration.table': 'IAM-ServiceAccounts',
  'migration.account': 'IAM-ServiceAccount',
  'migration.component': 'Komponente',
  'migration.owner': 'Eigentümer',
  'migration.stage': 'Etappe',
  'migration.restarts': 'Pods für Neustart',
  'migration.noComponent': 'keine verzeichnet',
  'migration.noOwner': 'keiner verzeichnet',
  'migration.asVerified':
    'Stand der letzten Verifizierung: Jede Verifizierung liest ihn neu.',

  'migrationStage.all': 'Alle',
  'migrationStage.irsa': 'IRSA',
  'migrationStage.moving': 'Unterwegs',
  'migrationStage.pod-identity': 'EKS Pod Identity',
};
