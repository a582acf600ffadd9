import {
  crossplaneFile,
  crossplaneObjects,
  EXTERNAL_NAME,
  renderer,
  WITHOUT_DELETION,
  type CrossplaneObject,
} from '../crossplane';
import { manifestFiles } from '../kubernetes';
import type { RenderInput } from '../types';
import { keepServiceAccount } from './keepServiceAccount';
import { withManagedByTag } from './managedByTag';
import type { HandOver } from './types';

/** Adds the external name of an association. Roles and policies already have theirs, and recreating an existing attachment has no effect. */
function named(
  object: CrossplaneObject,
  { association }: RenderInput,
): CrossplaneObject {
  if (object.kind !== 'PodIdentityAssociation') return object;
  const annotations = { [EXTERNAL_NAME]: association!.present!.id };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/**
 * Takes over by external names, and releases by management policies without Delete. Source: "Import Existing Resources" and "Managed Resources",
 * Crossplane documentation; `inlinePolicy` of Role.
 */
export const handOver: HandOver = {
  removes: ({ inlinePolicy }) => (inlinePolicy ? ['inline'] : []),
  takeOver: input => {
    const { files, notes } = renderer.render(input);
    const file = crossplaneFile(
      crossplaneObjects(input).map(object => named(object, input)),
    );
    return {
      files: [file, ...files.filter(({ path }) => path !== file.path)],
      notes: [
        ...notes,
        'Crossplane finds what is there by the annotations crossplane.io/external-name.',
      ],
    };
  },
  release: input => {
    const ours = withManagedByTag(input);
    const retained = crossplaneObjects(ours).map(object => ({
      ...named(object, ours),
      spec: { ...object.spec, managementPolicies: WITHOUT_DELETION },
    }));
    return {
      files: [crossplaneFile(retained), ...manifestFiles(ours)],
      notes: [
        'Apply both files. Once the tags are on the role, delete the objects of crossplane.yaml, which may not delete what they stand for: that stays in AWS.',
        ...keepServiceAccount(input),
      ],
    };
  },
};
