import { EKS_ANNOTATIONS, SKIP_WEBHOOK_LABEL } from '../../model/annotations';
import type { JsonObject } from '@backstage/types';
import type { Observed, ObservedPod } from '../../model/observed';
import {
  ROLE_VARIABLE,
  skippedNames,
  TOKEN_VARIABLE,
  TOKEN_VOLUME,
  type InjectionFault,
} from './injection';
import { templateName, type ContainerInPod } from './containers';
import { patchTemplate, removeVariables } from './patchTemplate';
import { restartPod } from './restart';
import type { Remediation } from '../types';

function sentenceOf({ kind, pod }: InjectionFault): string {
  const template = templateName(pod);
  switch (kind) {
    case 'label-skips':
      return `Remove the label ${SKIP_WEBHOOK_LABEL} from ${template}.`;
    case 'annotation-skips':
      return `Remove the annotation ${EKS_ANNOTATIONS.skipContainers} from ${template}.`;
    case 'own-volume':
      return `Remove the volume ${TOKEN_VOLUME} from ${template}: the webhook adds its own.`;
    case 'cluster-token':
    case 'service-account-role':
    case 'own-token-file':
      return `Remove ${ROLE_VARIABLE} and ${TOKEN_VARIABLE} from ${template}: the webhook sets them.`;
    default:
      return 'Restart the pods to inject the role.';
  }
}

/**
 * Deletes the token volume together with its mounts, because a mount without its volume makes a template invalid. Deletes nothing that the template
 * lacks.
 */
function withoutTokenVolume({ containers }: ObservedPod): JsonObject {
  const unmounted = (init: boolean) =>
    containers
      .filter(container => container.init === init)
      .map(({ name, mounts }) => ({
        name,
        volumeMounts: Object.keys(mounts)
          .filter(path => mounts[path] === TOKEN_VOLUME)
          .map(mountPath => ({ mountPath, $patch: 'delete' })),
      }))
      .filter(({ volumeMounts }) => volumeMounts.length > 0);
  const [first, rest] = [unmounted(true), unmounted(false)];
  return {
    spec: {
      volumes: [{ name: TOKEN_VOLUME, $patch: 'delete' }],
      ...(first.length > 0 && { initContainers: first }),
      ...(rest.length > 0 && { containers: rest }),
    },
  };
}

function metadataPatch(
  observed: Observed,
  pod: ObservedPod,
  metadata: JsonObject,
): string[] {
  const patch = patchTemplate(observed, pod, { metadata });
  return patch === undefined ? [] : [patch];
}

/**
 * Removes the variables from the template. A wrong role next to the right token file can also come from an earlier annotation; then a restart of the
 * pods fixes it, so the commands include one.
 */
function removeInjected(
  observed: Observed,
  { kind, pod, container }: InjectionFault,
): string[] {
  const names = [ROLE_VARIABLE, TOKEN_VARIABLE].filter(
    name => name in container.env,
  );
  const patches = removeVariables(observed, pod, container, names);
  return patches.length > 0 &&
    kind === 'service-account-role' &&
    names.length === 2
    ? [...patches, ...restartPod(observed, pod)]
    : patches;
}

function commandsOf(observed: Observed, fault: InjectionFault): string[] {
  const { kind, pod } = fault;
  switch (kind) {
    case 'label-skips':
      return metadataPatch(observed, pod, {
        labels: { [SKIP_WEBHOOK_LABEL]: null },
      });
    case 'annotation-skips':
      return metadataPatch(observed, pod, {
        annotations: { [EKS_ANNOTATIONS.skipContainers]: null },
      });
    case 'own-volume': {
      const patch = patchTemplate(observed, pod, withoutTokenVolume(pod));
      return patch === undefined ? [] : [patch];
    }
    case 'cluster-token':
    case 'service-account-role':
    case 'own-token-file':
      return removeInjected(observed, fault);
    default:
      return restartPod(observed, pod);
  }
}

/** Fixes every fault; the sentence describes the first. Pods of the same workload share 1 command. */
export function injectionRemediation(
  observed: Observed,
  faults: InjectionFault[],
): Remediation {
  const commands = faults.map(fault => commandsOf(observed, fault));
  const complete = commands.every(list => list.length > 0);
  return {
    sentence: sentenceOf(faults[0]),
    ...(complete && { commands: [...new Set(commands.flat())] }),
  };
}

/** Adds the containers to the annotation `skip-containers`, next to those that it lists already. */
export function skipRemediation(
  observed: Observed,
  later: ContainerInPod[],
): Remediation {
  const key = EKS_ANNOTATIONS.skipContainers;
  const pods = [...new Set(later.map(({ pod }) => pod))];
  const commands = pods.map(pod => {
    const names = later
      .filter(place => place.pod === pod)
      .map(({ container }) => container.name);
    const all = [...skippedNames(pod).filter(Boolean), ...names].join(',');
    return metadataPatch(observed, pod, { annotations: { [key]: all } });
  });
  const complete = commands.every(list => list.length > 0);
  return {
    sentence: `If it needs no AWS access, add it to the annotation ${key} of ${templateName(
      pods[0],
    )}.`,
    ...(complete && { commands: [...new Set(commands.flat())] }),
  };
}
