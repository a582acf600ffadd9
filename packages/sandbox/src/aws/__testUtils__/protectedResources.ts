import { type Answer, jsonCaller, queryCaller, restCaller } from './call';
import type { Keys } from './awsFixture';

/** A resource of a service in a test. */
export interface Sample {
  /** The ARN of the resource. */
  arn: string;
  /** The ID that requests use for the resource, such as a queue URL. */
  id: string;
}

/** The calls to a service whose resources have a policy and can have a KMS key. */
export interface ProtectedService {
  /** The service as `kms:ViaService` names it. */
  service: string;
  make(keys: Keys, name: string, keyId?: string): Promise<Sample>;
  /** Returns the text of the policy; undefined if the answer has none. Rejects if AWS returns an error for a missing policy. */
  getPolicy(keys: Keys, sample: Sample): Promise<unknown>;
  setPolicy(keys: Keys, sample: Sample, policy: string): Promise<unknown>;
  /** The calls on data, by the action that they need. */
  calls: Record<string, (keys: Keys, sample: Sample) => Promise<Answer>>;
}

const sqs = (endpoint: string): ProtectedService => {
  const call = jsonCaller({
    ...{ endpoint, service: 'sqs', prefix: 'AmazonSQS', version: '1.0' },
  });
  return {
    service: 'sqs',
    make: async (keys, name, keyId) => {
      const { QueueUrl } = await call(keys, 'CreateQueue', {
        QueueName: name,
        ...(keyId !== undefined && { Attributes: { KmsMasterKeyId: keyId } }),
      });
      const { Attributes } = await call(keys, 'GetQueueAttributes', {
        ...{ QueueUrl, AttributeNames: ['QueueArn'] },
      });
      const { QueueArn } = Attributes as { QueueArn: string };
      return { arn: QueueArn, id: String(QueueUrl) };
    },
    getPolicy: async (keys, { id }) => {
      const { Attributes = {} } = await call(keys, 'GetQueueAttributes', {
        ...{ QueueUrl: id, AttributeNames: ['Policy'] },
      });
      return (Attributes as { Policy?: string }).Policy;
    },
    setPolicy: (keys, { id }, Policy) =>
      call(keys, 'SetQueueAttributes', {
        ...{ QueueUrl: id, Attributes: { Policy } },
      }),
    calls: {
      'sqs:SendMessage': (keys, { id }) =>
        call(keys, 'SendMessage', { QueueUrl: id, MessageBody: 'text' }),
      'sqs:ReceiveMessage': (keys, { id }) =>
        call(keys, 'ReceiveMessage', { QueueUrl: id }),
    },
  };
};

const secretsManager = (endpoint: string): ProtectedService => {
  const service = 'secretsmanager';
  const call = jsonCaller({ endpoint, service, prefix: service });
  return {
    service,
    make: async (keys, Name, KmsKeyId) => {
      const { ARN } = await call(keys, 'CreateSecret', {
        ...{ Name, KmsKeyId, SecretString: 'text' },
      });
      return { arn: String(ARN), id: String(ARN) };
    },
    getPolicy: async (keys, { id }) => {
      const input = { SecretId: id };
      const answer = await call(keys, 'GetResourcePolicy', input);
      return answer.ResourcePolicy;
    },
    setPolicy: (keys, { id }, ResourcePolicy) =>
      call(keys, 'PutResourcePolicy', { SecretId: id, ResourcePolicy }),
    calls: {
      'secretsmanager:GetSecretValue': (keys, { id }) =>
        call(keys, 'GetSecretValue', { SecretId: id }),
      'secretsmanager:PutSecretValue': (keys, { id }) =>
        call(keys, 'PutSecretValue', { SecretId: id, SecretString: 'new' }),
    },
  };
};

const sns = (endpoint: string): ProtectedService => {
  const call = queryCaller({
    ...{ endpoint, service: 'sns', version: '2010-03-31' },
  });
  return {
    service: 'sns',
    make: async (keys, Name, keyId) => {
      const { TopicArn } = await call(keys, 'CreateTopic', {
        Name,
        ...(keyId !== undefined && {
          'Attributes.entry.1.key': 'KmsMasterKeyId',
          'Attributes.entry.1.value': keyId,
        }),
      });
      return { arn: String(TopicArn), id: String(TopicArn) };
    },
    getPolicy: async (keys, { id }) => {
      const { Attributes } = await call(keys, 'GetTopicAttributes', {
        TopicArn: id,
      });
      const { entry } = Attributes as {
        entry: { key: string; value: string }[];
      };
      return entry.find(({ key }) => key === 'Policy')?.value;
    },
    setPolicy: (keys, { id }, AttributeValue) =>
      call(keys, 'SetTopicAttributes', {
        ...{ TopicArn: id, AttributeName: 'Policy', AttributeValue },
      }),
    calls: {
      'sns:Publish': (keys, { id }) =>
        call(keys, 'Publish', { TopicArn: id, Message: 'text' }),
    },
  };
};

const dynamodb = (endpoint: string): ProtectedService => {
  const call = jsonCaller({
    ...{ endpoint, service: 'dynamodb' },
    ...{ prefix: 'DynamoDB_20120810', version: '1.0' },
  });
  return {
    service: 'dynamodb',
    make: async (keys, TableName, KMSMasterKeyId) => {
      const { TableDescription } = await call(keys, 'CreateTable', {
        TableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        ...(KMSMasterKeyId !== undefined && {
          SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId },
        }),
      });
      const { TableArn } = TableDescription as { TableArn: string };
      return { arn: TableArn, id: TableArn };
    },
    getPolicy: async (keys, { id }) => {
      const input = { ResourceArn: id };
      return (await call(keys, 'GetResourcePolicy', input)).Policy;
    },
    setPolicy: (keys, { id }, Policy) =>
      call(keys, 'PutResourcePolicy', { ResourceArn: id, Policy }),
    calls: {
      'dynamodb:PutItem': (keys, { id }) =>
        call(keys, 'PutItem', { TableName: id, Item: { id: { S: '1' } } }),
      'dynamodb:GetItem': (keys, { id }) =>
        call(keys, 'GetItem', { TableName: id, Key: { id: { S: '1' } } }),
    },
  };
};

const ecr = (endpoint: string): ProtectedService => {
  const call = jsonCaller({
    ...{ endpoint, service: 'ecr' },
    prefix: 'AmazonEC2ContainerRegistry_V20150921',
  });
  const named = ({ arn }: Sample) => ({
    registryId: arn.split(':')[4],
    repositoryName: arn.split('/')[1],
  });
  return {
    service: 'ecr',
    make: async (keys, repositoryName, kmsKey) => {
      const { repository } = await call(keys, 'CreateRepository', {
        repositoryName,
        ...(kmsKey !== undefined && {
          encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
        }),
      });
      const { repositoryArn } = repository as { repositoryArn: string };
      return { arn: repositoryArn, id: repositoryName };
    },
    getPolicy: async (keys, sample) =>
      (await call(keys, 'GetRepositoryPolicy', named(sample))).policyText,
    setPolicy: (keys, sample, policyText) =>
      call(keys, 'SetRepositoryPolicy', { ...named(sample), policyText }),
    calls: {
      'ecr:DescribeRepositories': (keys, sample) => {
        const { registryId, repositoryName } = named(sample);
        return call(keys, 'DescribeRepositories', {
          ...{ registryId, repositoryNames: [repositoryName] },
        });
      },
    },
  };
};

const events = (endpoint: string): ProtectedService => {
  const call = jsonCaller({
    ...{ endpoint, service: 'events', prefix: 'AWSEvents' },
  });
  return {
    service: 'events',
    make: async (keys, Name, KmsKeyIdentifier) => {
      const { EventBusArn } = await call(keys, 'CreateEventBus', {
        ...{ Name, KmsKeyIdentifier },
      });
      return { arn: String(EventBusArn), id: String(EventBusArn) };
    },
    getPolicy: async (keys, { id }) =>
      (await call(keys, 'DescribeEventBus', { Name: id })).Policy,
    setPolicy: (keys, { id }, Policy) =>
      call(keys, 'PutPermission', { EventBusName: id, Policy }),
    calls: {
      'events:PutEvents': (keys, { id }) =>
        call(keys, 'PutEvents', { Entries: [{ EventBusName: id }] }),
    },
  };
};

const lambda = (endpoint: string): ProtectedService => {
  const call = restCaller({ endpoint, service: 'lambda' });
  const path = ({ id }: Sample, end: string) =>
    `/2015-03-31/functions/${encodeURIComponent(id)}/${end}`;
  return {
    service: 'lambda',
    make: async (keys, FunctionName) => {
      const { FunctionArn } = await call(keys, 'POST /2015-03-31/functions', {
        ...{ FunctionName, Role: 'arn:aws:iam::111122223333:role/function' },
      });
      return { arn: String(FunctionArn), id: String(FunctionArn) };
    },
    getPolicy: async (keys, sample) =>
      (await call(keys, `GET ${path(sample, 'policy')}`)).Policy,
    /** Lambda accepts no policy document, only single statements with one principal. Adds the first statement of the policy. */
    setPolicy: async (keys, sample, policy) => {
      const [{ Principal, Action }] = JSON.parse(policy).Statement;
      await call(keys, `POST ${path(sample, 'policy')}`, {
        ...{ StatementId: 'one', Action, Principal: Principal.AWS },
      });
    },
    calls: {
      'lambda:InvokeFunction': (keys, sample) =>
        call(keys, `POST ${path(sample, 'invocations')}`, { a: 1 }),
    },
  };
};

/** The functions that create each service's calls, by service name. */
export const PROTECTED_SERVICES: Record<
  string,
  (endpoint: string) => ProtectedService
> = {
  SQS: sqs,
  'Secrets Manager': secretsManager,
  SNS: sns,
  DynamoDB: dynamodb,
  ECR: ecr,
  EventBridge: events,
  Lambda: lambda,
};
