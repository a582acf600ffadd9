/** How to reach an API over the AWS JSON protocol. */
interface JsonApiOptions {
  /** The prefix of the API's operations in `X-Amz-Target`. */
  target: string;
  version: '1.0' | '1.1';
  /** The first part of the host name, if it differs from the name in signatures. */
  host?: string;
}

/** The APIs that are called over the AWS JSON protocol. Source: the service models of the AWS SDK; "AWS service endpoints", AWS General Reference. */
const JSON_APIS = {
  dynamodb: { target: 'DynamoDB_20120810', version: '1.0' },
  ecr: {
    target: 'AmazonEC2ContainerRegistry_V20150921',
    version: '1.1',
    host: 'api.ecr',
  },
  events: { target: 'AWSEvents', version: '1.1' },
  kinesis: { target: 'Kinesis_20131202', version: '1.1' },
  kms: { target: 'TrentService', version: '1.1' },
  organizations: { target: 'AWSOrganizationsV20161128', version: '1.1' },
  secretsmanager: { target: 'secretsmanager', version: '1.1' },
  sqs: { target: 'AmazonSQS', version: '1.0' },
  states: { target: 'AWSStepFunctions', version: '1.0' },
} satisfies Record<string, JsonApiOptions>;

/** A service, by its name in signatures. */
export type JsonApi = keyof typeof JSON_APIS;

/** Returns how to reach the API. */
export function jsonApi(service: JsonApi): JsonApiOptions {
  return JSON_APIS[service];
}
