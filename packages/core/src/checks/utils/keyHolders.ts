import type { ObservedPod } from '../../model/observed';
import { containersOf, templateName, type ContainerInPod } from './containers';
import { staticKeyVariables } from './credentialSources';
import { removeVariables } from './patchTemplate';
import type { Remediation } from '../types';

/** The Kubernetes kinds that variables can come from. */
export const SOURCE_KINDS = { secret: 'Secret', 'config-map': 'ConfigMap' };

/** Returns the containers that have static AWS keys. */
export function keyHolders(pods: ObservedPod[]): ContainerInPod[] {
  return containersOf(pods).filter(
    ({ container }) => staticKeyVariables(container).length > 0,
  );
}

/** Describes where a container gets static keys from, such as `AWS_ACCESS_KEY_ID (from Secret orders)`. */
export function keySource({ container }: ContainerInPod): string {
  const [name] = staticKeyVariables(container);
  const source = container.envSources[name];
  return source === undefined || source.kind === 'other'
    ? name
    : `${name} (from ${SOURCE_KINDS[source.kind]} ${source.name})`;
}

/** Removes the static keys from all holders, so that SDKs use the role. */
export function removeKeys(
  namespace: string,
  holders: ContainerInPod[],
): Remediation {
  const commands = holders.map(({ pod, container }) =>
    removeVariables(
      { ref: { namespace } },
      pod,
      container,
      staticKeyVariables(container),
    ),
  );
  return {
    sentence: `Remove the keys from ${templateName(
      holders[0].pod,
    )} so that SDKs use the role, and deactivate them in IAM.`,
    ...(commands.every(list => list.length > 0) && {
      commands: [...new Set(commands.flat())],
    }),
  };
}
