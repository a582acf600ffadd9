/**
 * The access key of an account's administrator.
 *
 * @public
 */
export interface AdministratorKeys {
  /** The alias of the account, such as `prod`. */
  alias: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const REGION = 'eu-west-1';

/**
 * Returns shell files that point AWS clients at the sandbox, by file name: `aws.env` with the keys of the first account, `aws-<alias>.env` for each
 * other account, and `aws-endpoint.env` without keys, for web identity.
 */
export function awsEnvironments(
  endpoint: string,
  administrators: Map<string, AdministratorKeys>,
): Map<string, string> {
  return new Map([
    ['aws-endpoint.env', exports(common(endpoint))],
    ...withKeys(endpoint, 'aws', administrators),
  ]);
}

/** Like `awsEnvironments`, but with the backend's own keys: `backend.env` and `backend-<alias>.env`. */
export function backendEnvironments(
  endpoint: string,
  keys: Map<string, AdministratorKeys>,
): Map<string, string> {
  return new Map(withKeys(endpoint, 'backend', keys));
}

function common(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
  };
}

function withKeys(
  endpoint: string,
  name: string,
  keys: Map<string, AdministratorKeys>,
): [string, string][] {
  return [...keys.values()].map(
    ({ alias, accessKeyId, secretAccessKey }, index) => [
      index === 0 ? `${name}.env` : `${name}-${alias}.env`,
      exports({
        ...common(endpoint),
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      }),
    ],
  );
}

function exports(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join('');
}
