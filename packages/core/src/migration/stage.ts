import { EKS_ANNOTATIONS } from '../model/annotations';
import { type MigrationStage } from '../model/types';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { otherThan, podsBy } from './restarts';

/** How far a ServiceAccount is on its way. */
export interface Progress {
  stage: MigrationStage;
  /** Pods that get their credentials by the mechanism that the ServiceAccount leaves. */
  podsToRestart: number;
}

/** Where both switches are on, EKS Pod Identity wins, so that it is where the way leads. */
export function progressOf(observed: Observed): Progress {
  const { association, serviceAccount, pods } = observed;
  const annotated =
    valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn] !== undefined;
  const associated = association.state === 'found';
  const mechanism = associated ? 'pod-identity' : 'irsa';
  const left = podsBy(otherThan(mechanism), valueOf(pods) ?? []).length;
  const moving = (annotated && associated) || left > 0;
  return { stage: moving ? 'in-progress' : mechanism, podsToRestart: left };
}
