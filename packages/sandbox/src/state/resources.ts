/** What a resource of any service has that may have a policy and a KMS key of its own. */
interface ProtectedResource {
  arn: string;
  accountId: string;
  region: string;
  createdAt: Date;
  /** The text of its policy, with the unique IDs of users and roles in place of their ARNs, as AWS keeps them. */
  policy?: string;
  /** The key that it is encrypted with, as it was named: an ID, an ARN or an alias; absent for a key of the service's own, which needs no permission. */
  keyId?: string;
}

/** An SQS queue. */
export interface Queue extends ProtectedResource {
  kind: 'queue';
  name: string;
  /** Whether it is encrypted with a key of SQS's own. */
  isManagedSse: boolean;
  /** Attributes beside those of policy and encryption, by name. */
  attributes: Map<string, string>;
  messages: QueueMessage[];
}

export interface QueueMessage {
  id: string;
  body: string;
  /** Until when nobody else gets it. */
  hiddenUntil?: Date;
  /** Of the last receipt. */
  receiptHandle?: string;
}

/** A secret of Secrets Manager. Without a key of its own it is encrypted with the one that AWS manages for the service. */
export interface Secret extends ProtectedResource {
  kind: 'secret';
  name: string;
  /** The newest last, which is the current one. */
  versions: { id: string; value: string; createdAt: Date }[];
}

/** An SNS topic. */
export interface Topic extends ProtectedResource {
  kind: 'topic';
  name: string;
  /** Attributes beside those of policy and encryption, by name. */
  attributes: Map<string, string>;
}

/** A DynamoDB table. */
export interface Table extends ProtectedResource {
  kind: 'table';
  name: string;
  /** Of its key, the partition key first. */
  keyNames: string[];
  /** By the values of the key, as JSON. */
  items: Map<string, object>;
}

/** A Lambda function, which answers what it is invoked with. */
export interface LambdaFunction extends ProtectedResource {
  kind: 'function';
  name: string;
  roleArn: string;
}

/** An ECR repository, without images. */
export interface Repository extends ProtectedResource {
  kind: 'repository';
  name: string;
}

/** An event bus of EventBridge, without rules. */
export interface EventBus extends ProtectedResource {
  kind: 'event-bus';
  name: string;
}

/** A resource of the services whose resources may have a policy and a key. S3 and KMS keep theirs on their own. */
export type Resource =
  | Queue
  | Secret
  | Topic
  | Table
  | LambdaFunction
  | Repository
  | EventBus;
