import { valueOf } from '../observe/observation';
import { pass, undecided, unreadable } from './answer';
import type { Check } from './types';

/** Whether pods run as the ServiceAccount. A service without pods yet is no fault. */
export const check: Check = {
  meta: {
    id: 'pods-use-it',
    link: 'workload',
    question: 'Do pods run as the ServiceAccount?',
    symptoms: ['NoCredentialProviders: no valid providers in chain'],
    reads: ['list pods'],
    faults: [33],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/checks/pods-use-it.md',
    needs: ['service-account-exists'],
    provedByExchange: false,
  },
  run({ pods, ref }) {
    if (pods.state === 'unknown') return unreadable('Pods', pods);
    const running = valueOf(pods);
    if (!running) return undecided('Pods are not known.');
    const account = `${ref.namespace}/${ref.name}`;
    if (running.length === 0) return pass(`No pod runs as ${account} yet.`);
    return pass(
      `${running.length} ${
        running.length === 1 ? 'pod runs' : 'pods run'
      } as ${account}.`,
    );
  },
};
