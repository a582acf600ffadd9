import { valueOf } from '../model/observation';
import { fail, pass, undecided } from './utils/answer';
import { andOthers, containerName, containersOf } from './utils/containers';
import { possibleStaticKeys } from './utils/credentialSources';
import {
  keyHolders,
  keySource,
  removeKeys,
  SOURCE_KINDS,
} from './utils/keyHolders';
import type { Check } from './types';

/** Checks whether the containers are free of static keys, which every SDK uses before a role. */
export const check: Check = {
  meta: {
    id: 'static-keys',
    link: 'workload',
    question: 'Are the containers free of static AWS keys?',
    symptoms: [
      'User: arn:aws:iam::…:user/… is not authorized to perform: …',
      'InvalidClientTokenId: The security token included in the request is invalid',
    ],
    requiredPermissions: ['list pods'],
    faults: ['static-keys'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/static-keys.md',
    needs: ['pods-use-service-account'],
    provedByExchange: false,
    decides: false,
  },
  run(observed) {
    const pods = valueOf(observed.pods);
    if (!pods) return undecided('Could not list pods.');
    const containers = containersOf(pods);
    const holders = keyHolders(pods);
    if (holders.length > 0) {
      return fail(
        `${containerName(holders[0])} gets static AWS keys from ${keySource(
          holders[0],
        )}: SDKs use them before the role.${andOthers(holders)}`,
        removeKeys(observed.ref.namespace, holders),
        'static-keys',
      );
    }
    const [unread] = containers.filter(
      ({ container }) => possibleStaticKeys(container).length > 0,
    );
    if (unread) {
      const [{ kind, name }] = possibleStaticKeys(unread.container);
      return undecided(
        `${containerName(unread)} gets variables from ${
          SOURCE_KINDS[kind]
        } ${name}, which Backstage does not read. It may contain static AWS keys.`,
      );
    }
    return pass('No container gets static AWS keys.');
  },
};
