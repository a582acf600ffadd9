import { parseArn } from '../../arn/arn';

/** A resource with a policy or an encryption that can be read. */
export interface NamedResource {
  service: string;
  /** The name as the service's API expects it. */
  name: string;
  /** The account ID; empty for a bucket. */
  accountId: string;
  /** The region; empty for a bucket. */
  region: string;
}

/**
 * Patterns for the resource name after the fifth colon of an ARN. Versions and aliases of functions, and streams of tables, have policies of their
 * own, which are not read. Indexes share the policy of their table. Executions share the encryption of their state machine.
 *
 * Source: "Viewing resource-based IAM policies in Lambda", AWS Lambda Developer Guide; "Using resource-based policies for DynamoDB", Amazon DynamoDB
 * Developer Guide.
 */
const NAMES: Record<string, RegExp> = {
  dynamodb: /^table\/([\w.-]+)(?:\/index\/|$)/,
  ecr: /^repository\/([a-z0-9._/-]+)$/,
  events: /^event-bus\/([\w./-]+)$/,
  kinesis: /^stream\/([\w.-]+)(?:\/consumer\/|$)/,
  kms: /^key\/([\w-]+)$/,
  lambda: /^function:([\w-]{1,64})$/,
  s3: /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/|$)/,
  secretsmanager: /^secret:([\w/+=.@-]+)-\w{6}$/,
  sns: /^([\w-]+(?:\.fifo)?)(?::|$)/,
  sqs: /^([\w-]+(?:\.fifo)?)$/,
  states: /^(?:stateMachine|(?:execution|express)(?=:[\w-]+:)):([\w-]+)(?::|$)/,
};

/** Returns the resource that an ARN names, or that contains what it names; undefined for a pattern and for resources that are not read. */
export function namedResource(text: string): NamedResource | undefined {
  const arn = parseArn(text);
  const pattern =
    arn && Object.hasOwn(NAMES, arn.service) && NAMES[arn.service];
  if (!arn || !pattern) return undefined;
  const { service, region, accountId } = arn;
  const name = pattern.exec(arn.resource)?.[1];
  const isPlaced =
    service === 's3'
      ? region === '' && accountId === ''
      : region !== '' && /^\d{12}$/.test(accountId);
  return name !== undefined && isPlaced
    ? { service, name, accountId, region }
    : undefined;
}
