import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { fail, pass, undecided, warn } from './utils/answer';
import {
  andOthers,
  containerName,
  containersOf,
  templateName,
} from './utils/containers';
import { otherProfiles, type AwsProfile } from './utils/credentialSources';
import {
  patchTemplate,
  removeVariables,
  templateOf,
} from './utils/patchTemplate';
import type { Check, Remediation } from './types';

function commandsOf(observed: Observed, profile: AwsProfile): string[] {
  const { pod, container, variable, mountPath } = profile;
  if (variable !== undefined) {
    return removeVariables(observed, pod, container, [variable]);
  }
  const volumeMounts = [{ mountPath: mountPath ?? '', $patch: 'delete' }];
  const template = templateOf(container, { volumeMounts });
  const patch = patchTemplate(observed, pod, template);
  return patch === undefined ? [] : [patch];
}

function nameOf({ container, variable, mountPath }: AwsProfile): string {
  if (variable === undefined) return `has a volume mounted at ${mountPath}`;
  const value = container.env[variable];
  return `sets ${variable}${value ? ` (${value})` : ''}`;
}

function remediation(observed: Observed, profiles: AwsProfile[]): Remediation {
  const [{ pod, variable, mountPath }] = profiles;
  const commands = profiles.map(profile => commandsOf(observed, profile));
  return {
    sentence: `Remove ${
      variable ?? `the mount at ${mountPath}`
    } from ${templateName(
      pod,
    )}, unless the application needs it in addition to the role.`,
    ...(commands.every(list => list.length > 0) && {
      commands: [...new Set(commands.flat())],
    }),
  };
}

/**
 * Describes when SDKs read the other credential source.
 * Source: the pages on the default credential provider chain of the AWS SDKs for JavaScript v3, Rust, Python, Go v2, Java 2.x, and .NET.
 */
function orderOf({ mechanism }: Observed, { variable }: AwsProfile): string {
  if (variable === 'AWS_CONTAINER_CREDENTIALS_FULL_URI') {
    return mechanism === 'irsa'
      ? 'SDKs call it if they get no credentials with the token.'
      : 'SDKs call it instead of EKS Pod Identity.';
  }
  return mechanism === 'irsa'
    ? 'The SDKs for JavaScript and Rust use it before the token, as does the SDK for Python if the profile names a role. Other SDKs use it after the token.'
    : 'SDKs use it before EKS Pod Identity.';
}

/** Checks whether the containers are free of profiles, files, and endpoints that SDKs use before the role. */
export const check: Check = {
  meta: {
    id: 'aws-profile',
    link: 'workload',
    question:
      'Are the containers free of AWS profiles and other credential sources?',
    symptoms: [
      'The config profile (…) could not be found',
      'ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    ],
    requiredPermissions: ['list pods'],
    faults: ['aws-profile'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/aws-profile.md',
    needs: ['pods-use-service-account'],
    provedByExchange: false,
  },
  run(observed) {
    const pods = valueOf(observed.pods);
    if (!pods) return undecided('Could not list pods.');
    const profiles = containersOf(pods)
      .flatMap(({ pod, container }) => otherProfiles(pod, container))
      .sort((a, b) => Number(b.holdsCredentials) - Number(a.holdsCredentials));
    const [first] = profiles;
    if (!first) {
      return pass('No container sets an AWS profile or configuration file.');
    }
    // With IRSA, it depends on the SDK, which the pod does not show.
    const isCertain =
      first.holdsCredentials && observed.mechanism === 'pod-identity';
    const answer = isCertain ? fail : warn;
    return answer(
      `${containerName(first)} ${nameOf(first)}. ${orderOf(
        observed,
        first,
      )}${andOthers(profiles)}`,
      remediation(observed, profiles),
      'aws-profile',
    );
  },
};
