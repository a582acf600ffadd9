import type { RequestContext } from '@backstage-irsa/iam-policy';
import { arnBeside, parseArn } from '../../arn/arn';
import { partitionOf } from '../../arn/partition';

/** The KMS key of a customer that encrypts a resource. @public */
export interface ResourceKey {
  keyArn: string;
  /** Whether S3 asks KMS about the bucket, and not about each object. */
  bucketKey: boolean;
}

/** What a service asks KMS for in the name of its caller. */
export interface KeyCall {
  /** The host by which the service calls KMS. */
  viaService: string;
  /** The encryption context that the service sends, by its keys: what it sends now first. */
  encryptionContext: Record<string, string[]>;
}

const ENCRYPT = 'kms:GenerateDataKey';
const DECRYPT = 'kms:Decrypt';

/**
 * What the call of an action needs of a customer's key that encrypts its resource.
 *
 * Source: "Using server-side encryption with AWS KMS keys (SSE-KMS)", Amazon S3 User Guide; "Key management", Amazon SQS and Amazon SNS Developer
 * Guides; "Secret encryption and decryption in AWS Secrets Manager", AWS Secrets Manager User Guide; "DynamoDB encryption at rest: usage notes",
 * Amazon DynamoDB Developer Guide.
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
  ...[
    ...['batchgetitem', 'batchwriteitem', 'conditioncheckitem', 'deleteitem'],
    ...['getitem', 'putitem', 'query', 'scan', 'updateitem'],
  ].map((name): [string, string[]] => [`dynamodb:${name}`, [DECRYPT]]),
]);

/** The same for an action in any case; none where the service asks for nothing. @public */
export function keyActionsOf(action: string): string[] {
  return KEY_ACTIONS.get(action.toLocaleLowerCase('en-US')) ?? [];
}

/**
 * The same for a role that is allowed the action: one that may abort uploads in parts makes them, and S3 decrypts the parts. To abort one needs no key.
 *
 * Source: "Multipart upload API and permissions", Amazon S3 User Guide.
 */
export function keyActionsWith(action: string): string[] {
  return /^s3:abortmultipartupload$/i.test(action)
    ? [DECRYPT]
    : keyActionsOf(action);
}

/** What the service of a resource tells KMS of it; undefined for a key that is none. The ARN of the resource may have wildcards. */
export function keyCallOf(
  resource: string,
  { keyArn, bucketKey }: ResourceKey,
): KeyCall | undefined {
  const arn = parseArn(resource);
  const key = parseArn(keyArn);
  // Services take any text for a key: one with a wildcard would be all keys.
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
      // Objects from before the bucket key, or uploaded without it, are encrypted each under its own ARN.
      return { 'aws:s3:arn': bucketKey ? [bucketArn, resource] : [resource] };
    }
    case 'sqs':
      return { 'aws:sqs:arn': [resource] };
    case 'sns':
      return { 'aws:sns:topicArn': [resource] };
    case 'secretsmanager':
      return { SecretARN: [resource] };
    default:
      return {
        'aws:dynamodb:tableName': [name.split('/')[1] ?? ''],
        'aws:dynamodb:subscriberId': [accountId],
      };
  }
}

/**
 * The condition keys of a call that a service makes to KMS. What has wildcards in a policy is one of many in a request.
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
      Object.entries(encryptionContext).map(([name, [value]]) => [
        `kms:EncryptionContext:${name}`,
        value.replace(/[*?]/g, 'x'),
      ]),
    ),
  };
}
