import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { AWS_CASES } from './__testUtils__/aws/cases';
import { modeledAspects } from './__testUtils__/aws/model';
import { omitted } from './__testUtils__/aws/omissions';
import { KUBERNETES_CASES } from './__testUtils__/kubernetes/cases';

/** The permission files of the backend list the operations that it uses. A separate test compares them with the code. */
const IAM_FILES = join(__dirname, '../../../../plugins/irsa-backend/iam');
const files = readdirSync(IAM_FILES).map(name => ({
  name,
  text: readFileSync(join(IAM_FILES, name), 'utf8'),
}));

/** Permissions without an operation, which are required together with one. */
const NO_OPERATIONS = ['iam:PassRole'];

/** Services whose SDK clients are not installed, because few of their operations are used. Tests of the sandbox cover them. */
const NO_CLIENT =
  /^((kms|sqs|sns|secretsmanager|dynamodb|kinesis|states|lambda|ecr|events):|s3:GetAccountPublicAccessBlock$)/;

/** The SDK contains no model of this service here. */
const NO_MODEL = 'organizations:';

/** The operations of permissions that have a different name. */
const OPERATION_OF: Record<string, string> = {
  's3:GetBucketPublicAccessBlock': 's3:GetPublicAccessBlock',
  's3:GetEncryptionConfiguration': 's3:GetBucketEncryption',
};

interface Statement {
  Effect: string;
  Action: string | string[];
}

const actions = files
  .filter(({ name }) => name.endsWith('.json'))
  .flatMap(({ text }): Statement[] => JSON.parse(text).Statement)
  // Denied actions are never called.
  .filter(({ Effect }) => Effect === 'Allow')
  .flatMap(({ Action }) => [Action].flat())
  .filter(
    action =>
      !NO_OPERATIONS.includes(action) &&
      !NO_CLIENT.test(action) &&
      !action.includes('*'),
  )
  .map(action => OPERATION_OF[action] ?? action);

interface Rule {
  resources: string[];
  verbs: string[];
}
const permissions = files
  .filter(({ name }) => /role\.?.*\.yaml$/.test(name))
  .flatMap(({ text }) => parseAllDocuments(text))
  .flatMap((document): Rule[] => document.toJS().rules ?? [])
  .flatMap(({ resources, verbs }) =>
    verbs.flatMap(verb => resources.map(resource => `${verb} ${resource}`)),
  );

const awsOperations = new Set(AWS_CASES.map(({ operation }) => operation));
const covered = new Set(
  AWS_CASES.map(({ operation, aspect }) => `${operation}, ${aspect}`),
);
const modeled = [...awsOperations]
  .filter(operation => !operation.startsWith(NO_MODEL))
  .flatMap(operation =>
    modeledAspects(operation).map(aspect => `${operation}, ${aspect}`),
  );

describe('the contract', () => {
  it('has cases for every AWS operation that the backend may call', () => {
    expect(actions.length).toBeGreaterThan(20);
    expect(actions.filter(action => !awsOperations.has(action))).toEqual([]);
  });

  it('has cases for every Kubernetes operation that the backend may call', () => {
    const operations = new Set(
      KUBERNETES_CASES.map(({ operation }) => operation),
    );
    expect(permissions.length).toBeGreaterThan(5);
    expect(
      permissions.filter(permission => !operations.has(permission)),
    ).toEqual([]);
  });

  it('has a case, or a reason, for every aspect of the AWS model', () => {
    expect(
      modeled.filter(name => !covered.has(name) && !omitted.includes(name)),
    ).toEqual([]);
  });

  it('gives no reason for aspects that have a case or that AWS does not have', () => {
    expect(
      omitted.filter(name => covered.has(name) || !modeled.includes(name)),
    ).toEqual([]);
  });
});
