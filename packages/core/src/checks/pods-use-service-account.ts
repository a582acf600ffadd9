import { valueOf } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import { fail, pass, undecided, unreadable } from './utils/answer';
import { andOthers, podName, templateName } from './utils/containers';
import { patchTemplate } from './utils/patchTemplate';
import type { Check, CheckAnswer } from './types';

/** Answers for pods that are named like the ServiceAccount but run as another one. */
function otherAccount(
  observed: Observed,
  strangers: ObservedPod[],
): CheckAnswer {
  const { namespace, name } = observed.ref;
  const [first] = strangers;
  const patches = strangers.map(pod =>
    patchTemplate(observed, pod, { spec: { serviceAccountName: name } }),
  );
  const commands = patches.filter(patch => patch !== undefined);
  return fail(
    `No pod runs as ${namespace}/${name}, and ${podName(
      first,
    )} runs as ${namespace}/${first.serviceAccountName}.${andOthers(
      strangers,
    )}`,
    {
      sentence: `Set serviceAccountName: ${name} in ${templateName(first)}.`,
      ...(commands.length === strangers.length && {
        commands: [...new Set(commands)],
      }),
    },
    'other-service-account',
  );
}

/** Checks whether pods run as the ServiceAccount. A service that has no pods yet is not a fault. */
export const check: Check = {
  meta: {
    id: 'pods-use-service-account',
    link: 'workload',
    question: 'Do pods run as the ServiceAccount?',
    symptoms: [
      'NoCredentialProviders: no valid providers in chain',
      'Unable to locate credentials',
    ],
    requiredPermissions: ['list pods'],
    faults: ['other-service-account'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/pods-use-service-account.md',
    needs: ['service-account-exists'],
    provedByExchange: false,
  },
  run(observed) {
    const { pods, ref, similarPods } = observed;
    if (pods.state === 'unknown') return unreadable('Pods', pods);
    const running = valueOf(pods);
    if (!running) return undecided('Could not list pods.');
    const account = `${ref.namespace}/${ref.name}`;
    if (running.length > 0) {
      return pass(
        `${running.length} ${
          running.length === 1 ? 'pod runs' : 'pods run'
        } as ${account}.`,
      );
    }
    const strangers = valueOf(similarPods) ?? [];
    return strangers.length > 0
      ? otherAccount(observed, strangers)
      : pass(`No pod runs as ${account} yet.`);
  },
};
