import type { RequestContext } from '@backstage-irsa/iam-policy';
import { arnBeside, parseArn } from '../../arn/arn';
import { partitionOf } from '../../arn/partition';

/** The customer managed KMS key that encrypts a resource. @public */
export interface ResourceKey {
  keyArn: string;
  /** Whether S3 calls KMS once for the bucket (S3 Bucket Key), rather than for each object. */
  bucketKey: boolean;
  /** Whether the key encrypts only data that was written before the resource got another key, or none. */
  isEarlier?: true;
}

/** A call that a service makes to KMS on behalf of its caller. */
export interface KeyCall {
  /** The value of `kms:ViaService` for the calling service. */
  viaService: string;
  /** The possible values of the encryption context that the service sends, by key. The current value comes first. Empty if any value is possible. */
  encryptionContext: Record<string, string[]>;
}

const ENCRYPT = 'kms:GenerateDataKey';
export const DECRYPT = 'kms:Decrypt';

/**
 * The KMS actions that an action needs on the customer managed key of its resource.
 *
 * Source: "Using server-side encryption with AWS KMS keys (SSE-KMS)", Amazon S3 User Guide; "Key management", Amazon SQS and Amazon SNS Developer
 * Guides; "Secret encryption and decryption in AWS Secrets Manager", AWS Secrets Manager User Guide; "DynamoDB encryption at rest: usage notes",
 * Amazon DynamoDB Developer Guide; "Permissions to use user-generated KMS keys", Amazon Kinesis Data Streams Developer Guide; "Data at rest encryption
 * in Step Functions", AWS Step Functions Developer Guide.
 */
const KEY_ACTIONS: ReadonlyMap<string, string[]> = new Map([
  ['s3:getobject', [DECRYPT]],
  ['s3:getobjectversion', [DECRYPT]],
  ['s3:putobject', [ENCRYPT]],
  ['sqs:sendmessage', [ENCRYPT, DECRYPT]],
  ['sqs:receivemessage', [DECRYPT]],
  ['sns:publish', [`${ENCRYPT}*`, DECRYPT]],
  ['secretsmanager:getsecretvalue', [DECRYPT]],
  ['secretsmanager:putsecretvalue', [ENCRYPT, DECRYPT]],
  ['secretsmanager:updatesecret', [ENCRYPT, DECRYPT]],
  ...[
    ...['batchgetitem', 'batchwriteitem', 'conditioncheckitem', 'deleteitem'],
    ...['getitem', 'putitem', 'query', 'scan', 'updateitem'],
    ...['partiqldelete', 'partiqlinsert', 'partiqlselect', 'partiqlupdate'],
  ].map((name): [string, string[]] => [`dynamodb:${name}`, [DECRYPT]]),
  ['kinesis:getrecords', [DECRYPT]],
  ['kinesis:putrecord', [ENCRYPT]],
  ['kinesis:putrecords', [ENCRYPT]],
  ['kinesis:subscribetoshard', [DECRYPT]],
  ...[
    ...['describeexecution', 'describestatemachine', 'getexecutionhistory'],
    ...['describestatemachineforexecution', 'startsyncexecution'],
  ].map((name): [string, string[]] => [`states:${name}`, [DECRYPT]]),
]);

/** Returns the KMS actions that an action in any letter case needs on the key of its resource. Empty if it needs none. @public */
export function keyActionsOf(action: string): string[] {
  return KEY_ACTIONS.get(action.toLocaleLowerCase('en-US')) ?? [];
}

/**
 * Like `keyActionsOf`, but for a role that is allowed the action. A role that can abort multipart uploads also makes them, and S3 then decrypts the
 * parts. Aborting itself needs no key.
 *
 * Source: "Multipart upload API and permissions", Amazon S3 User Guide.
 */
export function keyActionsWith(action: string): string[] {
  return /^s3:abortmultipartupload$/i.test(action)
    ? [DECRYPT]
    : keyActionsOf(action);
}

/** Returns the KMS call that the service of a resource makes; undefined if the key ARN is invalid. The ARN of the resource can have wildcards. */
export function keyCallOf(
  resource: string,
  { keyArn, bucketKey }: ResourceKey,
): KeyCall | undefined {
  const arn = parseArn(resource);
  const key = parseArn(keyArn);
  // Services accept any text as a key, and a wildcard would match all keys.
  const isKey = key?.service === 'kms' && /^key\/[\w-]+$/.test(key.resource);
  if (!arn || !isKey || key.region === '') return undefined;
  const { region } = key;
  return {
    viaService: `${arn.service}.${region}.${partitionOf(region).dnsSuffix}`,
    encryptionContext: encryptionContextOf(resource, bucketKey),
  };
}

function encryptionContextOf(
  resource: string,
  bucketKey: boolean,
): Record<string, string[]> {
  const {
    service,
    accountId = '',
    resource: name = '',
  } = parseArn(resource) ?? {};
  switch (service) {
    case 's3': {
      const [bucket] = name.split('/');
      const bucketArn = arnBeside(resource, { resource: bucket });
      // Objects that are older than the bucket key or uploaded without it are each encrypted under their own ARN.
      return { 'aws:s3:arn': bucketKey ? [bucketArn, resource] : [resource] };
    }
    case 'sqs':
      return { 'aws:sqs:arn': [resource] };
    case 'sns':
      return { 'aws:sns:topicArn': [resource] };
    case 'secretsmanager':
      return { SecretARN: [resource], SecretVersionId: [] };
    case 'kinesis': {
      // A consumer of a stream has an ARN below that of the stream.
      const [type, stream] = name.split('/');
      const streamArn = arnBeside(resource, { resource: `${type}/${stream}` });
      return { 'aws:kinesis:arn': [streamArn] };
    }
    case 'states': {
      const [, machine] = name.split(':');
      const machineArn = arnBeside(resource, {
        resource: `stateMachine:${machine}`,
      });
      return { 'aws:states:stateMachineArn': [machineArn] };
    }
    default:
      return {
        'aws:dynamodb:tableName': [name.split('/')[1] ?? ''],
        'aws:dynamodb:subscriberId': [accountId],
      };
  }
}

/**
 * Returns the condition keys of a call that a service makes to KMS. Replaces wildcards of a policy by an arbitrary character, because a request has
 * none.
 *
 * Source: "kms:ViaService" and "kms:EncryptionContext:context-key", AWS KMS Developer Guide; "Forward access sessions", IAM User Guide.
 */
export function keyCallContext({
  viaService,
  encryptionContext,
}: KeyCall): RequestContext {
  const principal = `${viaService.split('.')[0]}.amazonaws.com`;
  return {
    'aws:ViaAWSService': 'true',
    'aws:CalledVia': [principal],
    'aws:CalledViaFirst': principal,
    'aws:CalledViaLast': principal,
    'kms:ViaService': viaService,
    'kms:EncryptionContextKeys': Object.keys(encryptionContext),
    ...Object.fromEntries(
      Object.entries(encryptionContext).flatMap(([name, [value]]) =>
        value === undefined
          ? []
          : [[`kms:EncryptionContext:${name}`, value.replace(/[*?]/g, 'x')]],
      ),
    ),
  };
}
