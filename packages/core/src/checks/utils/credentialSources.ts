import type {
  ObservedContainer,
  ObservedPod,
  VariablesFrom,
} from '../../model/observed';
import type { ContainerInPod } from './containers';

/** The variables that hold static keys. Source: "AWS access keys", AWS SDKs and Tools Reference Guide. */
const KEY_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
];

/** The URIs of the EKS Pod Identity Agent. Source: "Understand how EKS Pod Identity works", Amazon EKS User Guide. */
const POD_IDENTITY_URIS = [
  'http://169.254.170.23/v1/credentials',
  'http://[fd00:ec2::23]/v1/credentials',
];

const URI_VARIABLE = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

/** Whether a variable has a value, as far as the pod shows. SDKs ignore an empty value. */
function isSet(container: ObservedContainer, name: string): boolean {
  return (
    container.envSources[name] !== undefined ||
    (container.env[name] ?? '') !== ''
  );
}

/** Returns the variables through which a container gets static keys. A session token alone does not count. */
export function staticKeyVariables(container: ObservedContainer): string[] {
  const names = KEY_VARIABLES.filter(name => isSet(container, name));
  return names.some(name => name !== 'AWS_SESSION_TOKEN') ? names : [];
}

/** Returns the Secrets and ConfigMaps that can hold static keys for a container. Their contents are not read. */
export function possibleStaticKeys(
  container: ObservedContainer,
): VariablesFrom[] {
  return container.envFrom.filter(({ prefix }) =>
    KEY_VARIABLES[0].startsWith(prefix),
  );
}

/** Whether the container is configured to get credentials from EKS Pod Identity. */
export function hasPodIdentity({ env }: ObservedContainer): boolean {
  return POD_IDENTITY_URIS.includes(env[URI_VARIABLE] ?? '');
}

/** Returns the host of the EKS Pod Identity Agent that the container uses; undefined if it uses none. */
export function agentHostOf(container: ObservedContainer): string | undefined {
  return hasPodIdentity(container)
    ? new URL(container.env[URI_VARIABLE]).hostname
    : undefined;
}

/** Another source of credentials that a container names. */
export interface AwsProfile extends ContainerInPod {
  /** The variable that names the source. Absent if a mount path names it. */
  variable?: string;
  mountPath?: string;
  /** Whether the source certainly holds credentials. A settings file can contain only a region. */
  holdsCredentials: boolean;
}

/** Variables that name another source of credentials, and whether that source certainly holds some. */
const PROFILE_VARIABLES: Record<string, boolean> = {
  AWS_PROFILE: true,
  AWS_DEFAULT_PROFILE: true,
  AWS_SHARED_CREDENTIALS_FILE: true,
  AWS_CONFIG_FILE: false,
};

function variablesOf(container: ObservedContainer): [string, boolean][] {
  const named = Object.entries(PROFILE_VARIABLES).filter(
    ([name]) => isSet(container, name) && container.env[name] !== '/dev/null',
  );
  const elsewhere =
    isSet(container, URI_VARIABLE) && !hasPodIdentity(container);
  return elsewhere ? [...named, [URI_VARIABLE, false]] : named;
}

/** Returns the mounts where SDKs look for their files. Volumes of temporary files are excluded. */
function mountsOf(
  pod: ObservedPod,
  { mounts }: ObservedContainer,
): [string, boolean][] {
  return Object.entries(mounts)
    .filter(([path]) => /\/\.aws(\/(config|credentials))?\/?$/.test(path))
    .filter(([, volume]) => pod.volumes[volume] !== 'empty-dir')
    .map(([path, volume]) => [
      path,
      pod.volumes[volume] !== 'config-map' && !path.endsWith('/config'),
    ]);
}

/** Returns the other sources of credentials that a container names, sources that certainly hold some first. */
export function otherProfiles(
  pod: ObservedPod,
  container: ObservedContainer,
): AwsProfile[] {
  const profiles: AwsProfile[] = [
    ...variablesOf(container).map(([variable, holdsCredentials]) => ({
      pod,
      container,
      variable,
      holdsCredentials,
    })),
    ...mountsOf(pod, container).map(([mountPath, holdsCredentials]) => ({
      pod,
      container,
      mountPath,
      holdsCredentials,
    })),
  ];
  return profiles.sort(
    (a, b) => Number(b.holdsCredentials) - Number(a.holdsCredentials),
  );
}
