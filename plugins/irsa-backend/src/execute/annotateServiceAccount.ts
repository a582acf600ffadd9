import { ConflictError } from '@backstage/errors';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import type { Pairs } from '@backstage-irsa/core/planning';
import { toSingleLine } from '../lib/toSingleLine';
import {
  fieldConflictsOf,
  isUidImmutable,
  isUidMismatch,
  type FieldConflict,
} from '../observe/kubernetes/errors';
import type { ExecutionContext } from './context';
import { FIELD_MANAGER } from '../observe/kubernetes/fieldManager';

/** A ServiceAccount that another tool made, and all annotations that it is to have from us. */
export interface AnnotatedServiceAccount {
  namespace: string;
  name: string;
  uid: string;
  annotations: Pairs;
}

/** Which manager holds which field, and what to do. */
function describeConflicts(conflicts: FieldConflict[]): string {
  const held = conflicts.map(
    ({ manager, field }) => `${toSingleLine(manager)} holds ${field}`,
  );
  return [...new Set(held)].join(', ');
}

/**
 * Sets annotations of a ServiceAccount that another tool made, by server-side apply under our own field manager: the
 * annotations given here and no other field. Annotations that an earlier call gave and this one leaves out are removed.
 * Nothing is forced, so that no tool and we overwrite each other in turns.
 *
 * @throws ConflictError - when another manager holds an annotation with another value, or the ServiceAccount was recreated
 */
export async function annotateServiceAccount(
  { namespace, name, uid, annotations }: AnnotatedServiceAccount,
  { core }: Pick<ExecutionContext, 'core'>,
): Promise<void> {
  try {
    const api = await core();
    await api.patchNamespacedServiceAccount(
      {
        name,
        namespace,
        fieldManager: FIELD_MANAGER,
        body: {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          metadata: { name, namespace, uid, annotations },
        },
      },
      setHeaderOptions('Content-Type', PatchStrategy.ServerSideApply),
    );
  } catch (error) {
    const conflicts = fieldConflictsOf(error);
    if (conflicts.length > 0) {
      throw new ConflictError(
        `ServiceAccount ${namespace}/${name} was not changed: ${describeConflicts(
          conflicts,
        )} with another value. Change the annotation where that manager takes it from, or remove it there.`,
      );
    }
    if (!isUidImmutable(error) && !isUidMismatch(error)) throw error;
    throw new ConflictError(
      `ServiceAccount ${namespace}/${name} was recreated or deleted meanwhile and was not changed. Plan again.`,
    );
  }
}
