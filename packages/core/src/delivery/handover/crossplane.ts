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

/**
 * Adds the external name of an association; Crossplane creates a missing association, which has none. Roles and policies already have their names, and
 * recreating an existing attachment has no effect.
 */
function named(
  object: CrossplaneObject,
  { association }: RenderInput,
): CrossplaneObject {
  const id = association?.present?.id;
  if (object.kind !== 'PodIdentityAssociation' || id === undefined) {
    return object;
  }
  const annotations = { [EXTERNAL_NAME]: id };
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
        'Crossplane finds the existing resources by their crossplane.io/external-name annotations.',
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
        'Apply both files. Once the role has the tags, delete the objects in crossplane.yaml. They are not allowed to delete the AWS resources, so AWS keeps these.',
        ...keepServiceAccount(input),
      ],
    };
  },
};
