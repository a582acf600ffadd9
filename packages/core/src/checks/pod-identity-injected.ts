import { valueOf } from '../model/observation';
import { platformWithoutAgent } from '../model/podIdentityAgent';
import type { ObservedPod } from '../model/observed';
import { fail, pass, unreadable, warn } from './utils/answer';
import { restartAll } from './utils/restart';
import { stillByIrsa } from './utils/stillByIrsa';
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

/** Checks whether the pods have the variables that make SDKs use EKS Pod Identity. */
export const check: Check = {
  meta: {
    id: 'pod-identity-injected',
    link: 'workload',
    question: 'Do the pods have the EKS Pod Identity variables?',
    symptoms: ['NoCredentialProviders', 'Unable to locate credentials'],
    requiredPermissions: ['list pods'],
    faults: ['pod-older-than-annotation'],
    mechanisms: ['pod-identity'],
    docs: 'docs/reference/checks/pod-identity-injected.md',
    needs: ['association'],
    provedByExchange: false,
  },
  run(observed) {
    const { pods, ref } = observed;
    if (pods.state === 'unknown') return unreadable('Pods', pods);
    const all = valueOf(pods) ?? [];
    // For the others, `pod-identity-agent` fails. A restart does not help them, and takes the role from those that still have it through IRSA.
    const running = all.filter(pod => platformWithoutAgent(pod) === undefined);
    const missed = running.filter(pod => !isInjected(pod));
    if (missed.length > 0) {
      const names = missed.map(({ name }) => name);
      const remediation = {
        sentence: 'Restart the pods.',
        commands: restartAll(observed),
      };
      if (stillByIrsa(observed, missed)) {
        return warn(
          `Pods that were created with IRSA and still get the role through it: ${names.join(
            ', ',
          )}.`,
          remediation,
        );
      }
      return fail(
        `Pods without EKS Pod Identity: ${names.join(
          ', ',
        )}. They are older than the association, or were created before EKS applied it.`,
        remediation,
        'pod-older-than-annotation',
      );
    }
    if (running.length === 0) {
      const name = `${ref.namespace}/${ref.name}`;
      return all.length === 0
        ? pass(`No pod runs as ${name}.`)
        : pass(`No pod of ${name} runs where the agent can run.`);
    }
    return running.length === 1
      ? pass('Its pod uses EKS Pod Identity.')
      : pass(`All ${running.length} pods use EKS Pod Identity.`);
  },
};
