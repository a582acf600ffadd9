import type { ContainerIdentity } from '../model/types';
import type { ContainerInPod } from '../checks/utils/containers';
import {
  hasPodIdentity,
  otherProfiles,
  possibleStaticKeys,
  staticKeyVariables,
} from '../checks/utils/credentialSources';
import {
  isInjected,
  ROLE_VARIABLE,
  TOKEN_VARIABLE,
  type Injection,
} from '../checks/utils/injection';

/** The credentials that a container uses, and the reason. */
export type ContainerCredentials = Pick<
  ContainerIdentity,
  'credentials' | 'reason'
>;

type Source = (
  place: ContainerInPod,
  wanted: Injection | undefined,
) => ContainerCredentials | undefined;

const staticKeys: Source = ({ container }) => {
  const [name] = staticKeyVariables(container);
  return name === undefined
    ? undefined
    : {
        credentials: 'static-keys',
        reason: `${name} is set, and SDKs use static keys first.`,
      };
};

function otherSource(sure: boolean): Source {
  return ({ pod, container }) => {
    const [first] = otherProfiles(pod, container).filter(
      ({ holdsCredentials }) => holdsCredentials === sure,
    );
    if (!first) return undefined;
    const what = first.variable ?? first.mountPath;
    return {
      credentials: 'profile',
      reason: sure
        ? `${what} leads to other credentials, which some SDKs use before those of the role.`
        : `${what} may lead to other credentials, and nothing takes precedence over it.`,
    };
  };
}

const webIdentity: Source = ({ pod, container }, wanted) => {
  const role = container.env[ROLE_VARIABLE];
  const file = container.env[TOKEN_VARIABLE];
  if (!role || !file) return undefined;
  if (wanted && isInjected(pod, container, wanted)) {
    return {
      credentials: 'web-identity',
      reason: `The container has ${role} and a token with the correct audience.`,
    };
  }
  return {
    credentials: 'other-web-identity',
    reason:
      role === wanted?.roleArn
        ? `The container has ${role}, but its token at ${file} is not for AWS.`
        : `The container has ${role}, which is not the role of the ServiceAccount.`,
  };
};

const podIdentity: Source = ({ container }) =>
  hasPodIdentity(container)
    ? {
        credentials: 'pod-identity',
        reason: 'The EKS Pod Identity Agent gives it credentials.',
      }
    : undefined;

/**
 * The sources in the order in which AWS SDKs use them: static keys, profiles that some SDKs use before the token, the token, container credentials
 * from EKS Pod Identity, and other sources that possibly hold credentials.
 * Source: "AWS SDKs and Tools standardized credential providers", AWS SDKs and Tools Reference Guide.
 */
const SOURCES: Source[] = [
  staticKeys,
  otherSource(true),
  webIdentity,
  podIdentity,
  otherSource(false),
];

/** Returns the credentials that an AWS SDK in the container finds first, according to the pod specification. */
export function containerCredentials(
  place: ContainerInPod,
  wanted: Injection | undefined,
): ContainerCredentials {
  for (const source of SOURCES) {
    const answer = source(place, wanted);
    if (answer) return withUnread(place, answer);
  }
  return withUnread(place, {
    credentials: 'node-role-or-none',
    reason:
      'Nothing in the pod provides credentials: SDKs use the node role, or find none.',
  });
}

/** Adds a note about unread variables, because static keys in them would take precedence. */
function withUnread(
  { container }: ContainerInPod,
  answer: ContainerCredentials,
): ContainerCredentials {
  const [unread] = possibleStaticKeys(container);
  return unread === undefined || answer.credentials === 'static-keys'
    ? answer
    : {
        ...answer,
        reason: `${answer.reason} The keys of ${unread.name}, which set variables, are not read.`,
      };
}
