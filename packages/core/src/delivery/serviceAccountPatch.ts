import type { Observed } from '../model/observed';
import { valueOf } from '../model/observation';
import { isExisting } from '../model/spec/existing';
import type { RenderFormat, ServiceAccountPatch } from '../model/types';
import {
  annotationPatch,
  ownAnnotations,
  type AnnotationPatch,
} from '../planning/objects/annotationPatch';
import { otherTool } from '../planning/rules/otherTools';
import type { Desired } from '../planning/types';
import { renderers } from './registry';
import { toYaml } from './yaml';

/** Returns a manifest of the annotations. Helm and strategic merge patches remove an annotation whose value is null. */
function manifestOf(
  name: string,
  metadata: { namespace?: string; annotations: AnnotationPatch },
): string {
  return toYaml({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, ...metadata },
  });
}

/** Returns an entry of `patches`, with the patch as text. */
function kustomizationOf(name: string, annotations: AnnotationPatch): string {
  const patch = manifestOf(name, { annotations })
    .trimEnd()
    .split('\n')
    .map(line => `      ${line}`);
  return [
    'patches:',
    '  - target:',
    '      kind: ServiceAccount',
    `      name: ${JSON.stringify(name)}`,
    '    patch: |-',
    ...patch,
    '',
  ].join('\n');
}

/**
 * Returns, as snippets, the changes to make in the tool or file that manages an existing ServiceAccount; undefined if there is nothing to change, or
 * if Backstage makes the change.
 *
 * @param format - the format with which another tool creates the role, which can have a different path
 */
export function serviceAccountPatchOf(
  desired: Desired,
  observed: Pick<Observed, 'serviceAccount'>,
  format?: RenderFormat,
): ServiceAccountPatch | undefined {
  const { spec } = desired;
  const account = valueOf(observed.serviceAccount);
  if (!isExisting(spec) || !account) return undefined;
  const made = (format && renderers[format].asMade?.(desired)) ?? desired;
  if (format === undefined && ownAnnotations(desired, account))
    return undefined;
  const annotations = annotationPatch(made, account);
  if (Object.keys(annotations).length === 0) return undefined;
  const { namespace, name } = spec;
  const set = Object.fromEntries(
    Object.entries(annotations).filter(([, value]) => value !== null),
  );
  const managedBy = otherTool({ ...account.labels, ...account.annotations });
  return {
    ...(managedBy && { managedBy }),
    annotations,
    helmValues: toYaml({ serviceAccount: { annotations } }),
    kustomization: kustomizationOf(name, annotations),
    manifest: manifestOf(name, { namespace, annotations: set }),
  };
}
