import { valueOf } from '../model/observation';
import type { Observed, ObservedWebhook } from '../model/observed';
import { fail, pass, unreadable, warn } from './utils/answer';
import {
  injectionFaults,
  injectionOf,
  type InjectionFault,
} from './utils/injection';
import { restartAll } from './utils/restart';
import { command } from '../model/shell';
import type { Check, CheckAnswer, Remediation } from './types';

/**
 * The name and URL that the EKS control plane uses for the webhook. The cluster's own authority signs its certificate.
 * Source: issues 68 and 135 of aws/amazon-eks-pod-identity-webhook, issue 2874 of aws/containers-roadmap.
 */
const EKS_NAME = 'pod-identity-webhook';
const EKS_URL = 'https://127.0.0.1:23443/mutate';

/** Returns the configuration that EKS registers. Source: `deploy/mutatingwebhook.yaml` of amazon-eks-pod-identity-webhook. */
function configurationOf(caBundle: string) {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name: EKS_NAME },
    webhooks: [
      {
        name: 'iam-for-pods.amazonaws.com',
        admissionReviewVersions: ['v1beta1'],
        clientConfig: { url: EKS_URL, caBundle },
        failurePolicy: 'Ignore',
        rules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['pods'],
          },
        ],
        sideEffects: 'None',
      },
    ],
  };
}

function register(observed: Observed): Remediation {
  const caData = valueOf(observed.cluster)?.caData;
  return {
    sentence:
      'Register the webhook of the EKS control plane again, and restart the pods.',
    ...(caData && {
      commands: [
        `${command(
          'printf',
          '%s',
          JSON.stringify(configurationOf(caData)),
        )} | kubectl apply -f -`,
        ...restartAll(observed),
      ],
    }),
  };
}

function fixBundle(observed: Observed, webhook: ObservedWebhook): Remediation {
  const { name, entry, url } = webhook;
  const caBundle = valueOf(observed.cluster)?.caData;
  if (url !== EKS_URL || !caBundle) {
    return {
      sentence: `Set caBundle of the MutatingWebhookConfiguration ${name} to the authority of the webhook's certificate, and restart the pods.`,
    };
  }
  const patch = { webhooks: [{ name: entry, clientConfig: { caBundle } }] };
  return {
    sentence: `Set caBundle of the MutatingWebhookConfiguration ${name} to the cluster's certificate authority, and restart the pods.`,
    commands: [
      command(
        'kubectl',
        'patch',
        'mutatingwebhookconfiguration',
        name,
        '-p',
        JSON.stringify(patch),
      ),
      ...restartAll(observed),
    ],
  };
}

/**
 * Whether the CA bundle of the EKS webhook lacks the cluster's authority, which signs the webhook's certificate. During a rotation the cluster has 2
 * authorities; then pods without injection show that the missing one matters.
 */
function isForeign(observed: Observed, webhook: ObservedWebhook): boolean {
  const own = valueOf(observed.cluster)?.caCertificates;
  if (webhook.url !== EKS_URL || !own) return false;
  const known = (webhook.caCertificates ?? []).map(
    ({ fingerprint }) => fingerprint,
  );
  const missing = own.filter(({ fingerprint }) => !known.includes(fingerprint));
  return (
    missing.length === own.length ||
    (missing.length > 0 &&
      injectionFaultsOf(observed).some(({ kind }) => kind === 'not-injected'))
  );
}

/** Describes the problem with the CA bundle, as the end of a sentence. */
function bundleProblem(
  observed: Observed,
  webhook: ObservedWebhook,
): string | undefined {
  const { hasCaBundle, caCertificates } = webhook;
  if (!hasCaBundle) return 'has no CA bundle';
  if (!caCertificates) return 'has a CA bundle that is not a certificate';
  const expired = caCertificates.map(({ expiresAt }) => expiresAt).sort();
  if (caCertificates.every(({ expiresAt }) => expiresAt <= observed.at)) {
    return `has a CA bundle that expired on ${expired.at(-1)}`;
  }
  return isForeign(observed, webhook)
    ? "has a CA bundle that lacks the cluster's authority"
    : undefined;
}

function injectionFaultsOf(observed: Observed): InjectionFault[] {
  const wanted = injectionOf(observed);
  const pods = valueOf(observed.pods) ?? [];
  return wanted ? pods.flatMap(pod => injectionFaults(pod, wanted)) : [];
}

/** Whether all existing pods are injected, so that only new pods will lack the role. */
function allInjected(observed: Observed): boolean {
  return (
    injectionOf(observed) !== undefined &&
    (valueOf(observed.pods) ?? []).length > 0 &&
    injectionFaultsOf(observed).length === 0
  );
}

function broken(
  observed: Observed,
  what: string,
  remediation: Remediation,
): CheckAnswer {
  return allInjected(observed)
    ? warn(`${what} New pods get no role.`, remediation, 'webhook-missing')
    : fail(what, remediation, 'webhook-missing');
}

/**
 * Checks for a webhook that the API server calls with AdmissionReview v1 while pods lack the role. Webhook versions before August 2026 do not answer
 * v1. If pods are injected, the webhook answers it.
 *
 * Source: issue 225 and pull request 310 of aws/amazon-eks-pod-identity-webhook.
 */
function checkVersion(
  observed: Observed,
  { name, entry, reviewVersions }: ObservedWebhook,
): CheckAnswer | undefined {
  const sent = reviewVersions.find(version => /^v1(beta1)?$/.test(version));
  const isMissed = injectionFaultsOf(observed).some(
    ({ kind }) => kind === 'not-injected',
  );
  if (sent !== 'v1' || !isMissed) return undefined;
  const patch = {
    webhooks: [{ name: entry, admissionReviewVersions: ['v1beta1'] }],
  };
  return fail(
    `The pod identity webhook ${name} is registered for AdmissionReview v1, and pods get no role. Webhook versions before August 2026 support only v1beta1.`,
    {
      sentence: `Set admissionReviewVersions of the MutatingWebhookConfiguration ${name} to v1beta1, or update the webhook, and restart the pods.`,
      commands: [
        command(
          ...['kubectl', 'patch', 'mutatingwebhookconfiguration', name],
          ...['-p', JSON.stringify(patch)],
        ),
        ...restartAll(observed),
      ],
    },
    'webhook-version',
  );
}

/** Checks whether the pod identity webhook, which injects the role and token into pods, is registered so that the API server can call it. */
export const check: Check = {
  meta: {
    id: 'webhook',
    link: 'workload',
    question: 'Can the API server call the pod identity webhook?',
    symptoms: [
      'NoCredentialProviders: no valid providers in chain',
      'failed calling webhook "iam-for-pods.amazonaws.com"',
      'expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got /, Kind=',
    ],
    requiredPermissions: ['list mutatingwebhookconfigurations'],
    faults: ['webhook-missing', 'webhook-version'],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/webhook.md',
    needs: [],
    provedByExchange: false,
    decides: false,
  },
  run(observed) {
    const { webhook, ref } = observed;
    if (webhook.state === 'unknown') {
      return unreadable('The pod identity webhook', webhook);
    }
    if (webhook.state === 'absent') {
      return broken(
        observed,
        `Cluster ${ref.cluster} has no pod identity webhook, which injects the role and token into pods.`,
        register(observed),
      );
    }
    const problem = bundleProblem(observed, webhook.value);
    if (problem !== undefined) {
      return broken(
        observed,
        `The pod identity webhook ${webhook.value.name} ${problem}, so the API server cannot call it.`,
        fixBundle(observed, webhook.value),
      );
    }
    return (
      checkVersion(observed, webhook.value) ??
      pass(`The webhook ${webhook.value.name} is registered.`)
    );
  },
};
