import { evaluate, type EvaluationRequest } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import { conditionsOf } from './conditionsOf';
import { policyFor } from '../resources/consent';

/**
 * The services whose resources can have policies, by the prefixes of their ARNs. Roles have trust policies, which apply only to STS.
 *
 * Source: IAM User Guide, "AWS services that work with IAM", column "Resource-based policies".
 */
const SERVICES = new Set([
  ...['acm-pca', 'aps', 'backup', 'cloudtrail', 'codeartifact', 'codebuild'],
  ...['comprehend', 'dsql', 'dynamodb', 'ecr', 'ecr-public', 'es', 'events'],
  ...['elasticfilesystem', 'execute-api', 'glacier', 'glue', 'kafka'],
  ...['kinesis', 'kms', 'lambda', 'lex', 'logs', 'mediapackagev2'],
  ...['mediastore', 'organizations', 'redshift', 'redshift-serverless'],
  ...['refactor-spaces', 'rekognition', 's3', 's3-object-lambda'],
  ...['s3-outposts', 's3express', 's3tables', 's3vectors', 'sagemaker'],
  ...['schemas', 'secretsmanager', 'serverlessrepo', 'ses', 'signer', 'sns'],
  ...['sqs', 'ssm', 'ssm-contacts', 'ssm-incidents', 'vpc-lattice', 'wafv2'],
]);

function mayHavePolicy({ action, resource }: EvaluationRequest): boolean {
  const arn = parseArn(resource);
  return arn?.service === 'iam'
    ? /^sts:/i.test(action) && arn.resource.startsWith('role/')
    : arn !== undefined && SERVICES.has(arn.service);
}

/**
 * Whether an unread resource policy could allow a request that no other policy allows, possibly under conditions. Assumes that the policy names
 * everyone. It cannot lift a denial, but can bypass a boundary that only lacks an Allow. Across accounts, both sides must allow the request.
 *
 * Source: "Policy evaluation logic" and "Permissions boundaries for IAM entities", IAM User Guide.
 */
export function mayBeLetIn(request: EvaluationRequest): boolean {
  if (request.resourcePolicy || !mayHavePolicy(request)) return false;
  const { decision, blockedBy } = evaluate({
    ...request,
    resourcePolicy: policyFor('*'),
  });
  return decision === 'Allowed' || conditionsOf(blockedBy) !== undefined;
}
