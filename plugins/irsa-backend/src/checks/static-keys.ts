import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import { fail, pass, undecided } from './answer';
import {
  andOthers,
  containerName,
  containersOf,
  templateName,
  type ContainerInPod,
} from './containers';
import { possibleStaticKeys, staticKeyVariables } from './credentialSources';
import { removeVariables } from './patchTemplate';
import type { Check, Remedy } from './types';

const KINDS = { secret: 'Secret', 'config-map': 'ConfigMap' };

function remedy(observed: Observed, holders: ContainerInPod[]): Remedy {
  const commands = holders.map(({ pod, container }) =>
    removeVariables(observed, pod, container, staticKeyVariables(container)),
  );
  return {
    sentence: `Take the keys away from ${templateName(
      holders[0].pod,
    )}, so that SDKs go on to the role, and deactivate them in IAM.`,
    ...(commands.every(list => list.length > 0) && {
      commands: [...new Set(commands.flat())],
    }),
  };
}

function where({ container }: ContainerInPod): string {
  const [name] = staticKeyVariables(container);
  const source = container.envSources[name];
  return source === undefined || source.kind === 'other'
    ? name
    : `${name} (from ${KINDS[source.kind]} ${source.name})`;
}

/** Whether no container is given static keys, which every SDK takes before a role. */
export const check: Check = {
  meta: {
    id: 'static-keys',
    link: 'workload',
    question: 'Are the containers free of static AWS keys?',
    symptoms: [
      'User: arn:aws:iam::…:user/… is not authorized to perform: …',
      'InvalidClientTokenId: The security token included in the request is invalid',
    ],
    reads: ['list pods'],
    faults: [20],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/checks/static-keys.md',
    needs: ['pods-use-it'],
    provedByExchange: false,
    decides: false,
  },
  run(observed) {
    const pods = valueOf(observed.pods);
    if (!pods) return undecided('Pods are not known.');
    const containers = containersOf(pods);
    const holders = containers.filter(
      ({ container }) => staticKeyVariables(container).length > 0,
    );
    if (holders.length > 0) {
      return fail(
        `${containerName(holders[0])} is given static AWS keys by ${where(
          holders[0],
        )}: SDKs take them before the role.${andOthers(holders)}`,
        remedy(observed, holders),
        20,
      );
    }
    const [unread] = containers.filter(
      ({ container }) => possibleStaticKeys(container).length > 0,
    );
    if (unread) {
      const [{ kind, name }] = possibleStaticKeys(unread.container);
      return undecided(
        `${containerName(unread)} takes variables from ${
          KINDS[kind]
        } ${name}, which is not read: it may hold static AWS keys.`,
      );
    }
    return pass('No container is given static AWS keys.');
  },
};
