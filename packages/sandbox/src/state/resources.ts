/** The common fields of a resource that can have its own policy and KMS key, in any service. */
interface ProtectedResource {
  arn: string;
  accountId: string;
  region: string;
  createdAt: Date;
  /** The text of the resource policy, with the unique IDs of users and roles instead of their ARNs, as AWS stores it. */
  policy?: string;
  /** The KMS key for encryption, as it was named: an ID, an ARN, or an alias. Absent for a key of the service itself, which needs no permission. */
  keyId?: string;
}

/** An SQS queue. */
export interface Queue extends ProtectedResource {
  kind: 'queue';
  name: string;
  /** Whether the queue is encrypted with a key of SQS itself (SSE-SQS). */
  isManagedSse: boolean;
  /** The attributes by name, except those of policy and encryption. */
  attributes: Map<string, string>;
  messages: QueueMessage[];
}

export interface QueueMessage {
  id: string;
  body: string;
  /** The time until which no other receiver gets the message. */
  hiddenUntil?: Date;
  /** The receipt handle of the last receive call. */
  receiptHandle?: string;
}

/** A secret of Secrets Manager. Without a KMS key of its own, it is encrypted with the AWS managed key of the service. */
export interface Secret extends ProtectedResource {
  kind: 'secret';
  name: string;
  /** The versions, oldest first. The last version is the current one. */
  versions: { id: string; value: string; createdAt: Date }[];
}

/** An SNS topic. */
export interface Topic extends ProtectedResource {
  kind: 'topic';
  name: string;
  /** The attributes by name, except those of policy and encryption. */
  attributes: Map<string, string>;
}

/** A DynamoDB table. */
export interface Table extends ProtectedResource {
  kind: 'table';
  name: string;
  /** The attribute names of the primary key, partition key first. */
  keyNames: string[];
  /** The items by the values of their primary key, as JSON. */
  items: Map<string, object>;
}

/** A Kinesis data stream with one shard. Without a KMS key, its records are not encrypted. */
export interface Stream extends ProtectedResource {
  kind: 'stream';
  name: string;
  records: { data: string; partitionKey: string; at: Date }[];
}

/** A state machine of Step Functions. Its executions succeed at once, and their output is their input. */
export interface StateMachine extends ProtectedResource {
  kind: 'state-machine';
  name: string;
  definition: string;
  roleArn: string;
  /** The executions by name. */
  executions: Map<string, { input: string; at: Date }>;
}

/** A Lambda function, which returns its invocation payload. */
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

/** A resource of a service whose resources can have a policy and a KMS key. S3 and KMS store their resources separately. */
export type Resource =
  | Queue
  | Secret
  | Topic
  | Table
  | Stream
  | StateMachine
  | LambdaFunction
  | Repository
  | EventBus;
