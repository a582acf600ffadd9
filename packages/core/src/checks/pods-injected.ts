import { EKS_ANNOTATIONS } from '../model/annotations';
import type { FaultId } from '../model/faults';
import { valueOf } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import { fail, pass, undecided, warn } from './utils/answer';
import {
  andOthers,
  containerName,
  type ContainerInPod,
} from './utils/containers';
import {
  addedLater,
  injectionFaults,
  injectionOf,
  skippedNames,
  type InjectionFault,
} from './utils/injection';
import {
  injectionRemediation,
  skipRemediation,
} from './utils/injectionRemediation';
import type { Check, CheckAnswer } from './types';

/** The fault and the wording of each kind of injection fault. */
const KINDS: Record<
  InjectionFault['kind'],
  { fault: FaultId; reason: (detail: string) => string }
> = {
  'label-skips': {
    fault: 'webhook-skipped',
    reason: () => 'is skipped by the webhook because of a label on the pod',
  },
  'annotation-skips': {
    fault: 'webhook-skipped',
    reason: () =>
      'is skipped by the annotation skip-containers, as are all other containers',
  },
  'cluster-token': {
    fault: 'default-token-path',
    reason: () =>
      'sets AWS_WEB_IDENTITY_TOKEN_FILE itself, to the token for the API server',
  },
  'service-account-role': {
    fault: 'container-sets-role',
    reason: detail => `sets AWS_ROLE_ARN itself (${detail})`,
  },
  'own-token-file': {
    fault: 'container-sets-role',
    reason: detail => `sets AWS_WEB_IDENTITY_TOKEN_FILE itself (${detail})`,
  },
  'own-volume': {
    fault: 'user-volume',
    reason: detail =>
      `has no token with the correct audience at the token's path (volume ${detail})`,
  },
  'older-than-annotation': {
    fault: 'pod-older-than-annotation',
    reason: () =>
      'was created before the annotation was set or changed, so the annotation does not apply to it',
  },
  'not-injected': {
    fault: 'lookup-race',
    reason: () => 'has no injected role or token',
  },
};

function messageOf(faults: InjectionFault[]): string {
  const [fault] = faults;
  return `${containerName(fault)} ${KINDS[fault.kind].reason(
    fault.detail,
  )}.${andOthers(faults)}`;
}

function faultsOf(observed: Observed): InjectionFault[] | undefined {
  const pods = valueOf(observed.pods);
  const wanted = injectionOf(observed);
  return wanted && pods?.flatMap(pod => injectionFaults(pod, wanted));
}

/** Explains that a name in `skip-containers` has no effect because it contains a space. */
function spacedNames(pods: ObservedPod[]): string {
  const spaced = pods
    .flatMap(skippedNames)
    .find(name => name.trim() !== name && name.trim() !== '');
  return spaced === undefined
    ? ''
    : ` The annotation ${EKS_ANNOTATIONS.skipContainers} names ${JSON.stringify(
        spaced,
      )} with a space, so the webhook does not skip that container.`;
}

/**
 * Returns a warning, not a failure: other containers of the pod have the role, so the application has it, and a restart would not change anything.
 */
function laterAnswer(observed: Observed, later: ContainerInPod[]): CheckAnswer {
  return warn(
    `${containerName(
      later[0],
    )} was added after the pod identity webhook ran, and has no role or token; the others have them.${andOthers(
      later,
    )}`,
    skipRemediation(observed, later),
  );
}

/** Checks whether every container that should have the role has it, together with a token. */
export const check: Check = {
  meta: {
    id: 'pods-injected',
    link: 'workload',
    question: 'Do the containers have the role and a token?',
    symptoms: [
      'NoCredentialProviders: no valid providers in chain',
      'Unable to locate credentials',
      'Missing a required claim: aud',
    ],
    requiredPermissions: ['list pods'],
    faults: [
      'default-token-path',
      'pod-older-than-annotation',
      'container-sets-role',
      'user-volume',
      'webhook-skipped',
      'lookup-race',
    ],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/pods-injected.md',
    needs: ['pods-use-service-account', 'role-annotation'],
    unlessFailed: ['webhook'],
    provedByExchange: false,
  },
  // If there is an association, EKS Pod Identity injects its own variables instead of the role and token.
  arises: ({ association }) => association.state !== 'found',
  run(observed) {
    const faults = faultsOf(observed);
    const pods = valueOf(observed.pods) ?? [];
    if (!faults) return undecided('Could not list pods.');
    if (pods.length === 0) return pass('No pod needs the role and a token.');
    const later = pods.flatMap(pod =>
      addedLater(pod).map(container => ({ pod, container })),
    );
    if (faults.length === 0 && later.length > 0) {
      return laterAnswer(observed, later);
    }
    if (faults.length === 0) {
      const whose = pods.length === 1 ? 'its pod' : `${pods.length} pods`;
      return pass(
        `All containers of ${whose} have the role.${spacedNames(pods)}`,
      );
    }
    return fail(
      messageOf(faults),
      injectionRemediation(observed, faults),
      KINDS[faults[0].kind].fault,
    );
  },
};
