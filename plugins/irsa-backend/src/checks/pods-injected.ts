import { EKS_ANNOTATIONS } from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import { fail, pass, undecided, unreadable } from './answer';
import { injectionFaults, type InjectionFault } from './injection';
import { restartPod } from './restart';
import { audienceOf } from './trust';
import type { Check, CheckAnswer, Remedy } from './types';

const REASONS: Record<InjectionFault['kind'], (detail: string) => string> = {
  skipped: () => 'is left out by the label that makes the webhook skip it',
  'own-role': detail => `sets AWS_ROLE_ARN itself (${detail})`,
  'own-token-file': detail =>
    `sets AWS_WEB_IDENTITY_TOKEN_FILE itself (${detail})`,
  'own-volume': detail =>
    `has no token of the right audience at the token's path (volume ${detail})`,
  'older-than-annotation': () =>
    'is older than the annotation, and pods are changed only when they are made',
  'not-injected': () => 'was not given role and token when it was made',
};

function restart(observed: Observed, podName: string): Remedy {
  return {
    sentence: 'Make the pods again: they are changed only when they are made.',
    commands: [restartPod(observed, podName)],
  };
}

function remedy(observed: Observed, { kind, pod }: InjectionFault): Remedy {
  const { namespace } = observed.ref;
  switch (kind) {
    case 'skipped':
      return {
        sentence: `Remove the label eks.amazonaws.com/skip-pod-identity-webhook from the template of pod ${namespace}/${pod}.`,
      };
    case 'own-role':
    case 'own-token-file':
      return {
        sentence: `Remove AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE from the template of pod ${namespace}/${pod}.`,
      };
    case 'own-volume':
      return {
        sentence: `Remove the volume aws-iam-token from the template of pod ${namespace}/${pod}.`,
      };
    default:
      return restart(observed, pod);
  }
}

function withoutWebhook(observed: Observed): CheckAnswer | undefined {
  const { webhook, ref } = observed;
  if (webhook.state === 'absent') {
    return fail(
      `Cluster ${ref.cluster} has no pod identity webhook, which gives pods role and token.`,
      {
        sentence: `On EKS the control plane registers it as pod-identity-webhook: ask AWS support why it is gone, or install amazon-eks-pod-identity-webhook.`,
      },
      13,
    );
  }
  return webhook.state === 'found' && !webhook.value.hasCaBundle
    ? fail(
        `The pod identity webhook ${webhook.value.name} has no CA bundle, so that the API server cannot call it.`,
        {
          sentence: `Set caBundle of the MutatingWebhookConfiguration ${webhook.value.name}.`,
        },
        13,
      )
    : undefined;
}

/** Whether every container that is meant to have it carries the role and a token. */
export const check: Check = {
  meta: {
    id: 'pods-injected',
    link: 'workload',
    question: 'Do the containers carry the role and a token?',
    symptoms: [
      'NoCredentialProviders: no valid providers in chain',
      'Missing a required claim: aud',
    ],
    reads: ['list pods', 'list mutatingwebhookconfigurations'],
    faults: [8, 12, 13, 17, 18, 19, 37],
    mechanisms: ['irsa'],
    docs: 'docs/checks/pods-injected.md',
    needs: ['pods-use-it', 'role-annotation'],
    provedByExchange: false,
  },
  run(observed) {
    const pods = valueOf(observed.pods);
    const account = valueOf(observed.serviceAccount);
    const roleArn = account?.annotations[EKS_ANNOTATIONS.roleArn];
    if (!pods || roleArn === undefined) return undecided('Pods are not known.');
    if (pods.length === 0) return pass('No pod waits for role and token.');
    const faults = pods.flatMap(pod =>
      injectionFaults(pod, {
        roleArn,
        audience: audienceOf(observed),
        annotatedAt: account?.annotatedAt[EKS_ANNOTATIONS.roleArn],
      }),
    );
    const [first] = faults;
    if (!first) {
      return pass(`All containers of ${pods.length} pods carry the role.`);
    }
    const uninjected = faults.some(({ kind }) => kind === 'not-injected');
    if (uninjected && observed.webhook.state === 'unknown') {
      const reading = unreadable('The pod identity webhook', observed.webhook);
      return fail(
        `Container ${first.container} of pod ${first.pod} ${REASONS[first.kind](
          first.detail ?? '',
        )}. ${reading.message}`,
        restart(observed, first.pod),
      );
    }
    const webhookFault = uninjected ? withoutWebhook(observed) : undefined;
    const others = faults.length - 1;
    return (
      webhookFault ??
      fail(
        `Container ${first.container} of pod ${first.pod} ${REASONS[first.kind](
          first.detail ?? '',
        )}.${
          others > 0 ? ` The same or the like is true of ${others} more.` : ''
        }`,
        remedy(observed, first),
      )
    );
  },
};
