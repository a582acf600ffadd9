import { fail, pass, unreadable, isFailure } from './utils/answer';
import { command } from '../model/shell';
import type { Check } from './types';
import { awaited } from './utils/waiting';

/** Checks whether the cluster has the ServiceAccount. */
export const check: Check = {
  meta: {
    id: 'service-account-exists',
    link: 'service-account',
    question: 'Does the cluster have the ServiceAccount?',
    symptoms: [
      'pods "…" is forbidden: error looking up service account …: serviceaccount "…" not found',
    ],
    requiredPermissions: ['get serviceaccounts'],
    faults: [],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/service-account-exists.md',
    needs: [],
    provedByExchange: false,
  },
  settles: isFailure,
  run(observed) {
    const { serviceAccount, ref } = observed;
    const name = `ServiceAccount ${ref.namespace}/${ref.name}`;
    if (serviceAccount.state === 'unknown') {
      return unreadable(name, serviceAccount);
    }
    if (serviceAccount.state === 'absent') {
      return (
        awaited(observed, name) ??
        fail(`${name} does not exist in ${ref.cluster}.`, {
          sentence: `Create the ServiceAccount in ${ref.cluster}.`,
          commands: [
            command(
              'kubectl',
              'create',
              'serviceaccount',
              ref.name,
              '-n',
              ref.namespace,
            ),
          ],
        })
      );
    }
    return pass(`${name} exists in ${ref.cluster}.`);
  },
};
