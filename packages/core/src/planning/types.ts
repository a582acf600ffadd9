import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type {
  FieldDiff,
  PlanStep,
  StepAction,
  StepTarget,
} from '../model/types';
import type { TrustEntry } from './trust';

/** Tags, labels or annotations: value by key. */
export type Pairs = Record<string, string>;

/** An EKS Pod Identity association as it is to be. */
export interface AssociationEffect {
  /** In EKS. */
  clusterName: string;
  namespace: string;
  name: string;
  roleArn: string;
  targetRoleArn?: string;
  disableSessionTags: boolean;
  policy?: PolicyDocument;
  tags: Pairs;
}

/** What a step does to the outside, with all that its execution needs. One API effect each. */
export type Effect =
  | {
      type: 'create-oidc-provider';
      arn: string;
      /** With `https://`. */
      url: string;
      clientId: string;
      tags: Pairs;
    }
  | { type: 'add-client-id'; arn: string; clientId: string }
  | {
      type: 'create-policy';
      arn: string;
      name: string;
      path: string;
      document: PolicyDocument;
      tags: Pairs;
    }
  | { type: 'delete-policy-version'; arn: string; versionId: string }
  | { type: 'create-policy-version'; arn: string; document: PolicyDocument }
  | { type: 'tag-policy'; arn: string; tags: Pairs }
  | { type: 'untag-policy'; arn: string; keys: string[] }
  | {
      type: 'create-role';
      arn: string;
      name: string;
      path: string;
      trust: PolicyDocument;
      tags: Pairs;
      boundaryArn?: string;
      maxSessionDurationSeconds: number;
    }
  /** Merges the entry into what the trust policy is then. */
  | { type: 'update-trust-policy'; name: string; entry: TrustEntry }
  | { type: 'remove-trust'; name: string; entry: TrustEntry }
  | { type: 'put-role-boundary'; name: string; boundaryArn: string }
  | { type: 'delete-role-boundary'; name: string }
  | {
      type: 'update-role-session';
      name: string;
      maxSessionDurationSeconds: number;
    }
  | {
      type: 'put-role-policy';
      roleName: string;
      policyName: string;
      document: PolicyDocument;
    }
  | { type: 'delete-role-policy'; roleName: string; policyName: string }
  | { type: 'tag-role'; name: string; tags: Pairs }
  | { type: 'untag-role'; name: string; keys: string[] }
  | { type: 'attach-role-policy'; roleName: string; policyArn: string }
  | { type: 'detach-role-policy'; roleName: string; policyArn: string }
  /** Only when the role serves nobody but the entry then. */
  | { type: 'delete-role'; name: string; entry: TrustEntry }
  | { type: 'delete-policy'; arn: string }
  | { type: 'create-namespace'; name: string; labels: Pairs }
  | {
      type: 'create-service-account';
      namespace: string;
      name: string;
      annotations: Pairs;
      labels: Pairs;
      /** In EKS: only once its association is there, and known everywhere. */
      associatedIn?: string;
    }
  | {
      type: 'patch-service-account';
      namespace: string;
      name: string;
      uid: string;
      /** Null takes one off. */
      annotations: Record<string, string | null>;
      labels: Pairs;
      /** In EKS: only once the association that pods have instead is there, and known everywhere. */
      associatedIn?: string;
    }
  | ({ type: 'create-association' } & AssociationEffect)
  | ({ type: 'update-association'; id: string } & AssociationEffect)
  | { type: 'tag-association'; arn: string; tags: Pairs }
  | { type: 'untag-association'; arn: string; keys: string[] }
  | { type: 'delete-association'; clusterName: string; id: string }
  | {
      type: 'delete-service-account';
      namespace: string;
      name: string;
      uid: string;
    }
  /** Takes annotations and labels of ours off a ServiceAccount that was there before us. */
  | {
      type: 'release-service-account';
      namespace: string;
      name: string;
      uid: string;
      annotations: string[];
      labels: string[];
    };

/** A step with its effect; null when nothing is to be done. */
export interface PlannedStep extends PlanStep {
  effect: Effect | null;
  /** The summary once it is done, such as `Created role orders-7f3a`. */
  done: string;
}

const PAST: Record<string, string> = {
  Create: 'Created',
  Update: 'Updated',
  Delete: 'Deleted',
  Attach: 'Attached',
  Detach: 'Detached',
};

/** A step that changes something. `verb` and `object` make its sentence. */
export function changeStep(step: {
  id: string;
  action: Exclude<StepAction, 'none'>;
  target: StepTarget;
  diff: FieldDiff[];
  verb: keyof typeof PAST;
  object: string;
  effect: Effect;
}): PlannedStep {
  const { verb, object, ...rest } = step;
  return {
    ...rest,
    summary: `${verb} ${object}`,
    done: `${PAST[verb]} ${object}`,
  };
}

/** A step whose target is as asked. `object` begins its sentence. */
export function noneStep(
  id: string,
  target: StepTarget,
  object: string,
): PlannedStep {
  const summary = `${object} is as asked`;
  return {
    id,
    action: 'none',
    target,
    diff: [],
    summary,
    done: summary,
    effect: null,
  };
}

/** A step that leaves its target, and says why. `object` begins its sentence. */
export function keptStep(
  id: string,
  target: StepTarget,
  object: string,
  why: string,
): PlannedStep {
  const summary = `${object} stays: ${why}`;
  return { ...noneStep(id, target, object), summary, done: summary };
}
