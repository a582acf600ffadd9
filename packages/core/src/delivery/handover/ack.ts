import { ackFile, ackObjects, renderer, type AckObject } from '../ack';
import { manifestFiles } from '../kubernetes';
import type { RenderInput } from '../types';
import { keepServiceAccount } from './keepServiceAccount';
import { withManagedByTag } from './managedByTag';
import type { HandOver } from './types';

const PREFIX = 'services.k8s.aws/';

/** Returns the fields by which ACK finds an existing object. */
function fieldsOf(
  { kind }: AckObject,
  { role, policy, association, cluster }: RenderInput,
): Record<string, string> {
  switch (kind) {
    case 'Policy':
      return { arn: policy!.arn };
    case 'Role':
      return { name: role.name };
    default:
      return {
        clusterName: cluster.eksName,
        associationID: association!.present!.id,
      };
  }
}

function annotated(
  { metadata, ...object }: AckObject,
  more: Record<string, string>,
): AckObject {
  const annotations = { ...metadata.annotations, ...more };
  return { ...object, metadata: { ...metadata, annotations } };
}

/**
 * Takes over by adoption, and releases by a retaining deletion. Source: "Resource Adoption" and "Deletion Policy", ACK documentation;
 * pkg/resource/role/hooks.go of its iam-controller.
 */
export const handOver: HandOver = {
  removes: () => ['attached', 'inline'],
  takeOver: input => {
    const { files, notes } = renderer.render(input);
    const adopting = ackObjects(input).map(object =>
      annotated(object, {
        [`${PREFIX}adoption-policy`]: 'adopt-or-create',
        [`${PREFIX}adoption-fields`]: JSON.stringify(fieldsOf(object, input)),
      }),
    );
    const file = ackFile(adopting);
    return {
      files: [file, ...files.filter(({ path }) => path !== file.path)],
      notes: [
        ...notes,
        'The ACK controllers adopt the existing resources. This requires their feature ResourceAdoption, which is on by default.',
      ],
    };
  },
  release: input => {
    const ours = withManagedByTag(input);
    const retained = ackObjects(ours).map(object =>
      annotated(object, { [`${PREFIX}deletion-policy`]: 'retain' }),
    );
    return {
      files: [ackFile(retained), ...manifestFiles(ours)],
      notes: [
        'Apply both files. Once the role has the tags, delete the objects in ack.yaml. Their deletion policy is retain, so AWS keeps the resources.',
        ...keepServiceAccount(input),
      ],
    };
  },
};
