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

/** A ServiceAccount that another tool created, and all annotations that Backstage applies to it. */
export interface AnnotatedServiceAccount {
  namespace: string;
  name: string;
  uid: string;
  annotations: Pairs;
}

/** Describes which manager holds which field. */
function describeConflicts(conflicts: FieldConflict[]): string {
  const held = conflicts.map(
    ({ manager, field }) => `${toSingleLine(manager)} holds ${field}`,
  );
  return [...new Set(held)].join(', ');
}

/**
 * Sets annotations of a ServiceAccount that another tool created, by server-side apply under Backstage's own field manager. Applies only the given
 * annotations, and removes those that an earlier call applied and this call leaves out. Does not force conflicts, so that Backstage and another tool
 * do not keep overwriting each other.
 *
 * @throws ConflictError - if another manager holds an annotation with another value, or the ServiceAccount was recreated
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
        )} with another value. Change or remove the annotation in the source of that manager.`,
      );
    }
    if (!isUidImmutable(error) && !isUidMismatch(error)) throw error;
    throw new ConflictError(
      `ServiceAccount ${namespace}/${name} was recreated or deleted meanwhile and was not changed. Plan again.`,
    );
  }
}
