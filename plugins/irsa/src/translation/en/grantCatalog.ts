/** Texts of the grant catalog: the name of each resource, and each access as the end of “can …”. */
export const grantCatalog = {
  'grant.bedrock.resource': 'model ID or inference profile ID',
  'grant.bedrock.access.invoke': 'call the model',

  'grant.cloudwatch.resource': 'metric namespace',
  'grant.cloudwatch.access.publish': 'publish metrics of the namespace',

  'grant.dynamodb.resource': 'table',
  'grant.dynamodb.access.read': 'read items of the table',
  'grant.dynamodb.access.write': 'write and delete items of the table',
  'grant.dynamodb.access.read-write':
    'read, write and delete items of the table',

  'grant.ecr.resource': 'repository',
  'grant.ecr.access.pull': 'pull images of the repository',

  'grant.events.resource': 'event bus',
  'grant.events.access.publish': 'send events to the bus',

  'grant.kinesis.resource': 'stream',
  'grant.kinesis.access.read': 'read records of the stream',
  'grant.kinesis.access.write': 'put records into the stream',

  'grant.kms.resource': 'key ID',
  'grant.kms.access.encrypt': 'encrypt with the key',
  'grant.kms.access.decrypt': 'decrypt with the key',
  'grant.kms.access.encrypt-decrypt': 'encrypt and decrypt with the key',

  'grant.rds-db.resource': 'database resource ID and user',
  'grant.rds-db.access.connect': 'log in to the database as the user',

  'grant.s3.resource': 'bucket',
  'grant.s3.access.read': 'list the bucket and read its objects',
  'grant.s3.access.write': 'list the bucket and write objects',
  'grant.s3.access.write-acl':
    'list the bucket, write objects and set their ACLs',
  'grant.s3.access.read-write': 'list the bucket, read and write its objects',

  'grant.secretsmanager.resource': 'secret',
  'grant.secretsmanager.access.read': 'read the secret',
  'grant.secretsmanager.access.read-write':
    'read the secret and store new values of it',

  'grant.sns.resource': 'topic',
  'grant.sns.access.publish': 'publish messages to the topic',
  'grant.sns.access.subscribe': 'subscribe to the topic',

  'grant.sqs.resource': 'queue',
  'grant.sqs.access.send': 'send messages to the queue',
  'grant.sqs.access.consume': 'receive messages of the queue and delete them',
  'grant.sqs.access.send-consume':
    'send messages to the queue, receive and delete them',

  'grant.ssm.resource': 'parameter',
  'grant.ssm.access.read': 'read the parameter',
  'grant.ssm.access.read-path':
    'read the parameter and all parameters below it',
  'grant.ssm.access.read-write':
    'read the parameter and store new values of it',

  'grant.states.resource': 'state machine',
  'grant.states.access.start':
    'start executions of the state machine and follow them',

  'grant.sts.resource': 'role ARN',
  'grant.sts.access.assume-role': 'assume the role',
} as const;
