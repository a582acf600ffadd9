import type { Config } from '@backstage/config';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import type {
  CertificateAuthority,
  ClusterAccess,
  TokenRequestAccess,
} from '@backstage-irsa/core/model';

const TYPES = ['eks', 'in-cluster', 'service-account-token', 'kubeconfig'];

function readCa(
  config: Config,
  keys: { file: string; data: string },
): CertificateAuthority | undefined {
  const file = config.getOptionalString(keys.file);
  const data = config.getOptionalString(keys.data);
  if (file !== undefined) return { file };
  return data === undefined ? undefined : { data };
}

function requireHttps(url: string, key: string): string {
  if (!/^https:\/\//.test(url)) {
    throw new Error(`${key} must begin with https://, not be "${url}".`);
  }
  return url;
}

/** Reads `access` of a cluster. `key` names it in errors. */
export function readClusterAccess(config: Config, key: string): ClusterAccess {
  const type = config.getString('type');
  const url = config.getOptionalString('url');
  const ca = readCa(config, { file: 'caFile', data: 'caData' });
  switch (type) {
    case 'eks':
      return {
        type,
        ...(url !== undefined && { url: requireHttps(url, `${key}.url`) }),
        ...(ca && { ca }),
      };
    case 'in-cluster':
      return { type };
    case 'kubeconfig':
      return {
        type,
        file: config.getString('file'),
        context: config.getOptionalString('context'),
      };
    case 'service-account-token':
      return {
        type,
        url: requireHttps(config.getString('url'), `${key}.url`),
        ...(ca && { ca }),
        token: config.getString('token'),
      };
    default:
      throw new Error(
        `${key}.type is "${type}": it must be one of ${TYPES.join(', ')}.`,
      );
  }
}

function readEksRole(config: Config, key: string): string {
  const roleArn = config.getOptionalString('roleArn');
  if (roleArn === undefined) {
    throw new Error(
      `${key}.roleArn is missing: with type "eks", a separate role with an EKS access entry requests tokens. Set its ARN.`,
    );
  }
  if (!parseRoleArn(roleArn)) {
    throw new Error(
      `${key}.roleArn is "${roleArn}", which is not the ARN of an IAM role.`,
    );
  }
  return roleArn;
}

/**
 * Reads `tokenRequestAccess` of a cluster. It must be an identity other than that of `access`, so `in-cluster` and `eks` without a role are refused.
 * `key` names it in errors.
 */
export function readTokenRequestAccess(
  config: Config,
  key: string,
): TokenRequestAccess {
  const access = readClusterAccess(config, key);
  if (access.type === 'in-cluster') {
    throw new Error(
      `${key}.type is "in-cluster": tokens must be requested with an identity other than that of Backstage's own pod. Use one of eks, service-account-token, kubeconfig.`,
    );
  }
  if (access.type !== 'eks') return access;
  const externalId = config.getOptionalString('externalId');
  return {
    ...access,
    roleArn: readEksRole(config, key),
    ...(externalId !== undefined && { externalId }),
  };
}

/** Finds the entry of that name in `kubernetes.clusterLocatorMethods[].clusters[]`. */
function findKubernetesEntry(root: Config, name: string): Config | undefined {
  const methods =
    root.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  return methods
    .filter(method => method.getOptionalString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('clusters') ?? [])
    .find(cluster => cluster.getOptionalString('name') === name);
}

/** Reads the authentication provider. Its key contains a slash, which the getters for single keys refuse. */
function authProviderOf(entry: Config): string | undefined {
  const metadata = entry.getOptional<Record<string, string>>('authMetadata');
  return metadata?.['kubernetes.io/auth-provider'];
}

/**
 * Reads the access to a cluster of that name from the standard `kubernetes` section.
 * Source: "Configuring Kubernetes integration", Backstage documentation.
 */
export function readStandardAccess(
  root: Config,
  name: string,
  key: string,
): ClusterAccess {
  const entry = findKubernetesEntry(root, name);
  const where = `kubernetes.clusterLocatorMethods, cluster "${name}"`;
  if (!entry) {
    throw new Error(
      `${key} is missing, and kubernetes.clusterLocatorMethods has no cluster "${name}" to take it from.`,
    );
  }
  if (entry.getOptionalBoolean('skipTLSVerify')) {
    throw new Error(
      `${where}: skipTLSVerify is refused, because an attacker on the network could impersonate the cluster. Set caData or caFile.`,
    );
  }
  const authProvider =
    entry.getOptionalString('authProvider') ?? authProviderOf(entry);
  const url = requireHttps(entry.getString('url'), `${where}: url`);
  const ca = readCa(entry, { file: 'caFile', data: 'caData' });
  if (authProvider === 'aws') return { type: 'eks', url, ...(ca && { ca }) };
  if (authProvider !== 'serviceAccount') {
    throw new Error(
      `${where}: authProvider "${authProvider}" cannot be used for the backend's own identity. Set ${key}.`,
    );
  }
  const token = entry.getOptionalString('serviceAccountToken');
  return token === undefined
    ? { type: 'in-cluster' }
    : { type: 'service-account-token', url, ...(ca && { ca }), token };
}

/** Reads `proxyUrl` of a cluster. A kubeconfig names its own proxy, and a pod reaches its own cluster without one. */
export function readProxyUrl(
  config: Config,
  key: string,
  { type }: ClusterAccess,
): string | undefined {
  const url = config.getOptionalString('proxyUrl');
  if (url === undefined) return undefined;
  // The URL can contain a password, so errors do not repeat it.
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Error(
      `${key}.proxyUrl must be a URL that begins with http:// or https://.`,
    );
  }
  if (type === 'kubeconfig' || type === 'in-cluster') {
    throw new Error(
      `${key}.proxyUrl has no effect with access of type "${type}"${
        type === 'kubeconfig' ? ': set proxy-url in the kubeconfig' : ''
      }.`,
    );
  }
  return url;
}
