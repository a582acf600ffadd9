/**
 * The access key of an account's administrator.
 *
 * @public
 */
export interface AdministratorKeys {
  /** Of the account, such as `prod`. */
  alias: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const REGION = 'eu-west-1';

/**
 * Shell files that point AWS clients at the sandbox, by file name: `aws.env` with the keys of the first account,
 * `aws-<alias>.env` for each other one, and `aws-endpoint.env` without keys, for web identity.
 */
export function awsEnvironments(
  endpoint: string,
  administrators: Map<string, AdministratorKeys>,
): Map<string, string> {
  const common = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
  };
  const files = new Map([['aws-endpoint.env', exports(common)]]);
  for (const [index, keys] of [...administrators.values()].entries()) {
    files.set(
      index === 0 ? 'aws.env' : `aws-${keys.alias}.env`,
      exports({
        ...common,
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      }),
    );
  }
  return files;
}

function exports(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join('');
}
