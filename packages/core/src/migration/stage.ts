import { EKS_ANNOTATIONS } from '../model/annotations';
import { type MigrationStage } from '../model/types';
import { valueOf, type Observation } from '../model/observation';
import type { ObservedPod, ObservedServiceAccount } from '../model/observed';
import { otherThan } from '../model/mechanism';
import { podsBy } from './restarts';

/** The migration progress of a ServiceAccount. */
export interface Progress {
  stage: MigrationStage;
  /** The number of pods that still get their credentials through the mechanism that the ServiceAccount leaves. */
  podsToRestart: number;
}

/** Returns the migration progress. If annotation and association both exist, EKS Pod Identity takes precedence and is the target. */
export function progressOf(observed: {
  association: Observation<unknown>;
  serviceAccount: Observation<Pick<ObservedServiceAccount, 'annotations'>>;
  pods: Observation<ObservedPod[]>;
}): Progress {
  const { association, serviceAccount, pods } = observed;
  const annotated =
    valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn] !== undefined;
  const associated = association.state === 'found';
  const mechanism = associated ? 'pod-identity' : 'irsa';
  const left = podsBy(otherThan(mechanism), valueOf(pods) ?? []).length;
  const moving = (annotated && associated) || left > 0;
  return { stage: moving ? 'in-progress' : mechanism, podsToRestart: left };
}
