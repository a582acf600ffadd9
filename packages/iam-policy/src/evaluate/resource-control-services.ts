/**
 * The prefixes of the services whose resources RCPs apply to.
 *
 * Source: AWS Organizations User Guide, "List of AWS services that support RCPs". A test compares this list with the catalogue's list.
 */
export const RESOURCE_CONTROL_SERVICES = new Set([
  'aoss',
  'appconfig',
  'appstream',
  'autoscaling',
  'autoscaling-plans',
  'budgets',
  'clouddirectory',
  'cloudfront',
  'cloudsearch',
  'cloudtrail-data',
  'codeartifact',
  'codebuild',
  'codecommit',
  'codepipeline',
  'cognito-identity',
  'cognito-idp',
  'comprehend',
  'comprehendmedical',
  'compute-optimizer',
  'cost-optimization-hub',
  'dax',
  'dsql',
  'dynamodb',
  'ecr',
  'ecr-public',
  'events',
  'firehose',
  'fis',
  'fms',
  'gamelift',
  'health',
  'inspector-scan',
  'kendra',
  'kinesisvideo',
  'kms',
  'logs',
  'memorydb',
  'networkmonitor',
  'notifications',
  'opensearch',
  'pca-connector-ad',
  'personalize',
  'polly',
  'pricing',
  'resource-groups',
  'rolesanywhere',
  's3',
  'secretsmanager',
  'servicediscovery',
  'signin',
  'sqs',
  'sts',
  'support',
  'swf',
  'textract',
  'timestream-influxdb',
  'transcribe',
  'transfer',
  'translate',
  'wafv2',
  'workspaces',
  'xray',
]);

/**
 * Checks whether RCPs apply to an action.
 *
 * Source: AWS Organizations User Guide, "Resources and entities not restricted by RCPs".
 *
 * @public
 */
export function resourceControlsApply(action: string): boolean {
  const folded = action.toLowerCase();
  return (
    folded !== 'kms:retiregrant' &&
    RESOURCE_CONTROL_SERVICES.has(folded.split(':')[0])
  );
}
