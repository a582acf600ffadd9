import { valueOf } from '../observe/observation';
import type { ObservedPod } from '../observe/types';
import { fail, pass, unreadable } from './answer';
import { restartAll } from './restart';
import type { Check } from './types';

const VARIABLES = [
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
];

function isInjected({ containers }: ObservedPod): boolean {
  return containers.some(({ env }) =>
    VARIABLES.every(name => env[name] !== undefined),
  );
}

/** Whether the pods were told to ask EKS Pod Identity for credentials. */
export const check: Check = {
  meta: {
    id: 'pod-identity-injected',
    link: 'workload',
    question: 'Do the pods carry what makes SDKs ask EKS Pod Identity?',
    symptoms: ['NoCredentialProviders', 'Unable to locate credentials'],
    reads: ['list pods'],
    faults: [12],
    mechanisms: ['pod-identity'],
    docs: 'docs/checks/pod-identity-injected.md',
    needs: ['association'],
    provedByExchange: false,
  },
  run(observed) {
    const { pods, ref } = observed;
    if (pods.state === 'unknown') return unreadable('Pods', pods);
    const running = valueOf(pods) ?? [];
    const missed = running.filter(pod => !isInjected(pod));
    if (missed.length > 0) {
      const names = missed.map(({ name }) => name);
      return fail(
        `Pods without EKS Pod Identity: ${names.join(
          ', ',
        )}. They are older than the association, or were made before EKS knew of it.`,
        {
          sentence: 'Make the pods again.',
          commands: restartAll(observed),
        },
        12,
      );
    }
    return running.length === 0
      ? pass(`No pod runs as ${ref.namespace}/${ref.name}.`)
      : pass(`All of ${running.length} pods ask EKS Pod Identity.`);
  },
};
