import type { grantCatalog as english } from '../en/grantCatalog';
import type { Texts } from '../Texts';

export const grantCatalog: Texts<typeof english> = {
  'grant.bedrock.resource': 'Modell-ID',
  'grant.bedrock.access.invoke': 'das Modell aufrufen',

  'grant.cloudwatch.resource': 'Namespace der Metriken',
  'grant.cloudwatch.access.publish': 'Metriken des Namespaces veröffentlichen',

  'grant.dynamodb.resource': 'Tabelle',
  'grant.dynamodb.access.read': 'Einträge der Tabelle lesen',
  'grant.dynamodb.access.write': 'Einträge der Tabelle schreiben und löschen',
  'grant.dynamodb.access.read-write':
    'Einträge der Tabelle lesen, schreiben und löschen',

  'grant.ecr.resource': 'Repository',
  'grant.ecr.access.pull': 'Images des Repositorys abrufen',

  'grant.events.resource': 'Event Bus',
  'grant.events.access.publish': 'Ereignisse an den Bus senden',

  'grant.kinesis.resource': 'Stream',
  'grant.kinesis.access.read': 'Datensätze des Streams lesen',
  'grant.kinesis.access.write': 'Datensätze in den Stream schreiben',

  'grant.kms.resource': 'Schlüssel-ID',
  'grant.kms.access.encrypt': 'mit dem Schlüssel verschlüsseln',
  'grant.kms.access.decrypt': 'mit dem Schlüssel entschlüsseln',
  'grant.kms.access.encrypt-decrypt':
    'mit dem Schlüssel ver- und entschlüsseln',

  'grant.rds-db.resource': 'Ressourcen-ID der Datenbank und Benutzer',
  'grant.rds-db.access.connect':
    'sich als der Benutzer an der Datenbank anmelden',

  'grant.s3.resource': 'Bucket',
  'grant.s3.access.read': 'den Bucket auflisten und seine Objekte lesen',
  'grant.s3.access.write': 'den Bucket auflisten und Objekte schreiben',
  'grant.s3.access.write-acl':
    'den Bucket auflisten, Objekte schreiben und ihre ACLs setzen',
  'grant.s3.access.read-write':
    'den Bucket auflisten, seine Objekte lesen und schreiben',

  'grant.secretsmanager.resource': 'Secret',
  'grant.secretsmanager.access.read': 'das Secret lesen',
  'grant.secretsmanager.access.read-write':
    'das Secret lesen und neue Werte davon speichern',

  'grant.sns.resource': 'Thema',
  'grant.sns.access.publish': 'Nachrichten an das Thema senden',
  'grant.sns.access.subscribe': 'das Thema abonnieren',

  'grant.sqs.resource': 'Warteschlange',
  'grant.sqs.access.send': 'Nachrichten an die Warteschlange senden',
  'grant.sqs.access.consume':
    'Nachrichten der Warteschlange empfangen und löschen',
  'grant.sqs.access.send-consume':
    'Nachrichten an die Warteschlange senden, empfangen und löschen',

  'grant.ssm.resource': 'Parameter',
  'grant.ssm.access.read': 'den Parameter lesen',
  'grant.ssm.access.read-path':
    'den Parameter und alle Parameter darunter lesen',
  'grant.ssm.access.read-write':
    'den Parameter lesen und neue Werte davon speichern',

  'grant.states.resource': 'Zustandsautomat',
  'grant.states.access.start':
    'Ausführungen des Zustandsautomaten starten und verfolgen',

  'grant.sts.resource': 'ARN der Rolle',
  'grant.sts.access.assume-role': 'die Rolle annehmen',
};
