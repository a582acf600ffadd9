import { valueOf } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import { fail, pass, unreadable, warn } from './utils/answer';
import { ROLE_VARIABLE, TOKEN_VARIABLE } from './utils/injection';
import { restartAll } from './utils/restart';
import { claimsOf, evaluateToken } from './utils/trust';
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

/** Whether every pod still gets the same role through IRSA, as during a migration of the ServiceAccount. */
function stillByIrsa(observed: Observed, pods: ObservedPod[]): boolean {
  const document = valueOf(observed.role)?.trust.document;
  const roleArn = valueOf(observed.association)?.roleArn;
  const claims = claimsOf(observed);
  return (
    document !== undefined &&
    claims !== undefined &&
    evaluateToken(document, claims).decision === 'Allowed' &&
    pods.every(({ containers }) =>
      containers.some(
        ({ env }) =>
          env[ROLE_VARIABLE] === roleArn && env[TOKEN_VARIABLE] !== undefined,
      ),
    )
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
    const running = valueOf(pods) ?? [];
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
      return pass(`No pod runs as ${ref.namespace}/${ref.name}.`);
    }
    return running.length === 1
      ? pass('Its pod uses EKS Pod Identity.')
      : pass(`All ${running.length} pods use EKS Pod Identity.`);
  },
};
