import {
  DEFAULT_TOKEN_EXPIRATION_SECONDS,
  EKS_ANNOTATIONS,
} from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import { annotate } from './utils/annotate';
import { pass, undecided, warn } from './utils/answer';
import { patchTemplate } from './utils/patchTemplate';
import type { Check, CheckAnswer } from './types';

const KEY = EKS_ANNOTATIONS.tokenExpiration;

/** The minimum lifetime that the API server accepts. Source: "Configure Service Accounts for Pods", Kubernetes documentation. */
const MINIMUM_SECONDS = 600;

/** The maximum lifetime that EKS grants, and the default that the webhook requests. */
const MAXIMUM_SECONDS = DEFAULT_TOKEN_EXPIRATION_SECONDS;

interface Misfit {
  /** The consequence, as the end of a sentence. */
  effect: string;
  /** The right value; undefined if it is best to remove the annotation. */
  right: string | undefined;
}

function misfitOf(text: string): Misfit | undefined {
  if (!/^[-+]?\d+$/.test(text)) {
    return {
      effect: `which is not a number of seconds: the webhook requests ${MAXIMUM_SECONDS}`,
      right: undefined,
    };
  }
  const seconds = Number(text);
  if (seconds < MINIMUM_SECONDS) {
    return {
      effect: `which is too short: the webhook requests ${MINIMUM_SECONDS}`,
      right: String(MINIMUM_SECONDS),
    };
  }
  return seconds > MAXIMUM_SECONDS
    ? {
        effect: `which is too long: the API server limits it to ${MAXIMUM_SECONDS}`,
        right: String(MAXIMUM_SECONDS),
      }
    : undefined;
}

function sentence({ right }: Misfit, owner: string): string {
  return right === undefined
    ? `Remove the annotation ${KEY} from ${owner}, or set it to a number of seconds.`
    : `Set the annotation ${KEY} of ${owner} to ${right}.`;
}

function accountAnswer(
  observed: Observed,
  text: string,
): CheckAnswer | undefined {
  const misfit = misfitOf(text);
  if (!misfit) return undefined;
  const owner = `ServiceAccount ${observed.ref.namespace}/${observed.ref.name}`;
  const remediation = annotate(
    observed,
    { key: KEY, value: misfit.right },
    sentence(misfit, owner),
  );
  return warn(
    `The annotation ${KEY} of ${owner} is ${JSON.stringify(text)}, ${
      misfit.effect
    }.`,
    remediation,
    'token-expiration',
  );
}

/** Checks the annotation of a pod, which takes precedence over that of its ServiceAccount. */
function podAnswer(
  observed: Observed,
  pod: ObservedPod,
): CheckAnswer | undefined {
  const text = pod.annotations[KEY];
  const misfit = text === undefined ? undefined : misfitOf(text);
  if (!misfit) return undefined;
  const patch = patchTemplate(observed, pod, {
    metadata: { annotations: { [KEY]: misfit.right ?? null } },
  });
  return warn(
    `The annotation ${KEY} of pod ${pod.name} is ${JSON.stringify(text)}, ${
      misfit.effect
    }.`,
    {
      sentence: sentence(misfit, `the template of ${pod.workload ?? pod.name}`),
      ...(patch !== undefined && { commands: [patch] }),
    },
    'token-expiration',
  );
}

/** Checks whether the cluster issues tokens with the requested lifetime. */
export const check: Check = {
  meta: {
    id: 'token-expiration',
    link: 'service-account',
    question: 'Does the cluster issue tokens of the requested lifetime?',
    symptoms: ['ExpiredTokenException: Token expired'],
    requiredPermissions: ['get serviceaccounts', 'list pods'],
    faults: ['token-expiration'],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/token-expiration.md',
    needs: ['pods-use-service-account', 'role-annotation'],
    provedByExchange: false,
  },
  run(observed) {
    const account = valueOf(observed.serviceAccount);
    const pods = valueOf(observed.pods);
    if (!account || !pods) {
      return undecided('ServiceAccount or pods are not known.');
    }
    const text = account.annotations[KEY];
    const ofAccount =
      text === undefined ? undefined : accountAnswer(observed, text);
    if (ofAccount) return ofAccount;
    const [ofPod] = pods.flatMap(pod => podAnswer(observed, pod) ?? []);
    if (ofPod) return ofPod;
    return pass(`Tokens are valid for ${text ?? MAXIMUM_SECONDS} s.`);
  },
};
