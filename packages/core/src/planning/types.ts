import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type {
  FieldDiff,
  IamServiceAccountSpec,
  Mechanism,
  PlanStep,
  StepAction,
  StepTarget,
} from '../model/types';
import type { Sharing, TrustEntry } from './trust/trustEntry';
import type { ClusterConfig, SecondsRange } from '../model/config';
import type { ObservedCluster } from '../model/observed';

/** Converts a planned step to the step of the API, without the data that its execution needs. */
export function toPlanStep(step: PlannedStep): PlanStep {
  const { id, action, target, diff, summary } = step;
  return { id, action, target, diff, summary };
}

/** Tags, labels or annotations: value by key. */
export type Pairs = Record<string, string>;

/** The EKS Pod Identity association that a step creates or updates. */
export interface AssociationEffect {
  /** The name of the cluster in EKS. */
  clusterName: string;
  namespace: string;
  name: string;
  roleArn: string;
  targetRoleArn?: string;
  disableSessionTags: boolean;
  policy?: PolicyDocument;
  tags: Pairs;
}

/** The API effect of a step, with all data that its execution needs. Each step has one effect. */
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
  /** Merges the entry into the trust policy as it is at execution time. */
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
  /** Deletes the role only if its trust policy serves nobody but the entry at execution time. */
  | { type: 'delete-role'; name: string; entry: TrustEntry }
  | { type: 'delete-policy'; arn: string }
  | { type: 'create-namespace'; name: string; labels: Pairs }
  | {
      type: 'create-service-account';
      namespace: string;
      name: string;
      annotations: Pairs;
      labels: Pairs;
      /** The name of the cluster in EKS, if the step must wait until the association exists and is propagated. */
      associatedIn?: string;
    }
  | {
      type: 'patch-service-account';
      namespace: string;
      name: string;
      uid: string;
      /** The annotations to set. Null removes an annotation. */
      annotations: Record<string, string | null>;
      labels: Pairs;
      /** The cluster name in EKS, if the step must wait until the association that replaces the annotation exists and is propagated. */
      associatedIn?: string;
    }
  /** Sets Backstage's annotations on an existing ServiceAccount by server-side apply. Its earlier annotations that are missing here are removed. */
  | {
      type: 'annotate-service-account';
      namespace: string;
      name: string;
      uid: string;
      annotations: Pairs;
      /** The cluster name in EKS, if the step must wait until the association that replaces the annotation exists and is propagated. */
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
  /** Removes Backstage's annotations and labels from a ServiceAccount that existed before Backstage managed it. */
  | {
      type: 'release-service-account';
      namespace: string;
      name: string;
      uid: string;
      annotations: string[];
      labels: string[];
    };

/** A step with its effect. The effect is null if there is nothing to do. */
export interface PlannedStep extends PlanStep {
  effect: Effect | null;
  /** The summary of the completed step, such as `Created role orders-7f3a`. */
  done: string;
}

const PAST: Record<string, string> = {
  Create: 'Created',
  Update: 'Updated',
  Delete: 'Deleted',
  Attach: 'Attached',
  Detach: 'Detached',
};

/** Returns a step that changes its target. `verb` and `object` form its summary. */
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

/** Returns a step whose target already matches the spec. `object` begins its summary. */
export function noneStep(
  id: string,
  target: StepTarget,
  object: string,
): PlannedStep {
  const summary = `${object} is up to date`;
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

/** Returns a step that keeps its target, with the reason. `object` begins its summary. */
export function keptStep(
  id: string,
  target: StepTarget,
  object: string,
  why: string,
): PlannedStep {
  const summary = `${object} stays: ${why}`;
  return { ...noneStep(id, target, object), summary, done: summary };
}

/** The requested content of an EKS Pod Identity association. */
export interface DesiredAssociation {
  /** The role in the cluster's account whose credentials EKS issues. */
  roleArn: string;
  /** The role that EKS then assumes with it. It can be in any account. */
  targetRoleArn?: string;
  /** Whether session tags are disabled. EKS accepts a session policy only without session tags. */
  disableSessionTags: boolean;
  /** The session policy. */
  policy?: PolicyDocument;
  tags: Pairs;
}

/** The complete objects that a spec requests, with their names. */
export interface Desired {
  spec: IamServiceAccountSpec;
  mechanism: Mechanism;
  /** Whether pods can still use the other mechanism, so that the trust policy keeps its statement. */
  keepsOther: boolean;
  /** Set only for EKS Pod Identity. */
  association?: DesiredAssociation;
  /** The role in the cluster's account from which EKS assumes a role of another account. Planned like any role, with only that permission. */
  podRole?: Desired;
  config: ClusterConfig;
  cluster: ObservedCluster;
  /** The account of the role and its other IAM objects, including the OIDC provider. It can differ from the cluster's account. */
  accountId: string;
  /** `cluster/namespace/name`. */
  refText: string;
  audience: string;
  providerArn: string;
  path: string;
  roleName: string;
  roleArn: string;
  trust: PolicyDocument;
  /** The permissions boundary of the spec, or else the one that the guardrails set for the account. */
  boundaryArn?: string;
  /** The maximum session duration: the value of the spec, or else the current value within the guardrails' range. */
  session: { seconds?: number; range?: SecondsRange };
  policyName: string;
  policyArn: string;
  /** The policy of the grants; absent without grants, because a policy must have a statement. */
  policy?: PolicyDocument;
  /** Notes about the KMS keys in the policy, as parts of a sentence. */
  keyNotes?: string[];
  /** The spec's own document, which becomes the role's inline policy. */
  inlinePolicy?: PolicyDocument;
  /** The managed policies to attach in addition to the policy of the grants. */
  managedPolicyArns: string[];
  tags: Pairs;
  annotations: Pairs;
  labels: Pairs;
  /** Whether Backstage may annotate an existing ServiceAccount that no tool manages. */
  annotates?: boolean;
  /** Set if the role existed before: the ID of the IAM service account that adopts or adopted it. */
  adoptedBy?: string;
  /** Set if the role is also recorded for other ServiceAccounts: this one joins them, or is already one of them. */
  sharing?: Sharing;
  /** True if an existing ServiceAccount still names its previous role, or pods run with it. The objects of that role and their records then stay. */
  keepsLeft?: true;
}
