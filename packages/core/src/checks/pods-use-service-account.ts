import { valueOf } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import { fail, pass, undecided, unreadable, warn } from './utils/answer';
import { andOthers, podName, templateName } from './utils/containers';
import { patchTemplate } from './utils/patchTemplate';
import { isNamesake, runsAsDefault, strangersOf } from './utils/strangers';
import type { Check, CheckAnswer } from './types';

const FAULT = 'other-service-account';

/**
 * Answers for pods that run as another ServiceAccount. A failure is certain only for a workload of the same name without a ServiceAccount of its own.
 * Otherwise a person must decide, because a command would give the role to another component.
 */
function otherAccount(
  observed: Observed,
  strangers: ObservedPod[],
): CheckAnswer {
  const { namespace, name } = observed.ref;
  const certain = strangers.filter(
    pod => runsAsDefault(pod) && isNamesake(observed, pod),
  );
  const shown = certain.length > 0 ? certain : strangers;
  const [first] = shown;
  const message = `No pod runs as ${namespace}/${name}, and ${podName(
    first,
  )} runs as ${namespace}/${first.serviceAccountName}.${andOthers(shown)}`;
  const change = `serviceAccountName: ${name} in ${templateName(first)}.`;
  if (certain.length === 0) {
    const otherwise = runsAsDefault(first)
      ? 'give it a ServiceAccount of its own.'
      : `delete ServiceAccount ${name} if nothing uses it.`;
    return warn(
      message,
      {
        sentence: `If it needs the role, set ${change} Otherwise ${otherwise}`,
      },
      FAULT,
    );
  }
  const patches = certain.map(pod =>
    patchTemplate(observed, pod, { spec: { serviceAccountName: name } }),
  );
  const commands = patches.filter(patch => patch !== undefined);
  return fail(
    message,
    {
      sentence: `Set ${change}`,
      ...(commands.length === certain.length && {
        commands: [...new Set(commands)],
      }),
    },
    FAULT,
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
    faults: [FAULT],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/pods-use-service-account.md',
    needs: ['service-account-exists'],
    provedByExchange: false,
  },
  run(observed) {
    const { pods, ref } = observed;
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
    const strangers = strangersOf(observed);
    return strangers.length > 0
      ? otherAccount(observed, strangers)
      : pass(`No pod runs as ${account} yet.`);
  },
};
