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

/** The step as the API shows it, without what its execution needs. */
export function toPlanStep(step: PlannedStep): PlanStep {
  const { id, action, target, diff, summary } = step;
  return { id, action, target, diff, summary };
}

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
  /** All annotations that an existing ServiceAccount is to have from us, by server-side apply: those of before that are missing here go. */
  | {
      type: 'annotate-service-account';
      namespace: string;
      name: string;
      uid: string;
      annotations: Pairs;
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

/** What an EKS Pod Identity association is to say. */
export interface DesiredAssociation {
  /** The role that EKS hands out, in the cluster's account. */
  roleArn: string;
  /** The role that EKS assumes with it in turn, in whatever account. */
  targetRoleArn?: string;
  /** EKS takes a session policy only without session tags. */
  disableSessionTags: boolean;
  /** The session policy. */
  policy?: PolicyDocument;
  tags: Pairs;
}

/** The objects that a spec amounts to, named and complete. */
export interface Desired {
  spec: IamServiceAccountSpec;
  mechanism: Mechanism;
  /** Pods may still come by the other mechanism: what lets them in stays. */
  keepsOther: boolean;
  /** With EKS Pod Identity alone. */
  association?: DesiredAssociation;
  /** The role of the cluster's account by which EKS Pod Identity comes to a role of another: planned as any role, with that one permission. */
  podRole?: Desired;
  config: ClusterConfig;
  cluster: ObservedCluster;
  /** Of the role and all that belongs to it in IAM, the OIDC provider included; it need not be the cluster's. */
  accountId: string;
  /** `cluster/namespace/name`. */
  refText: string;
  audience: string;
  providerArn: string;
  path: string;
  roleName: string;
  roleArn: string;
  trust: PolicyDocument;
  /** What the spec asks for, or else what the guardrails give to the account. */
  boundaryArn?: string;
  /** The longest session: as asked, or else as it is, within the range of the guardrails. */
  session: { seconds?: number; range?: SecondsRange };
  policyName: string;
  policyArn: string;
  /** Absent without grants: a policy must have a statement. */
  policy?: PolicyDocument;
  /** What a person has to know of the keys in it, as parts of a sentence. */
  keyNotes?: string[];
  /** The caller's own document, kept as the role's inline policy. */
  inlinePolicy?: PolicyDocument;
  /** Attached beside the policy of the grants. */
  managedPolicyArns: string[];
  tags: Pairs;
  annotations: Pairs;
  labels: Pairs;
  /** An existing ServiceAccount may be annotated here, where no tool manages it. */
  annotates?: boolean;
  /** The role existed before: the id of the IAM service account that adopts it, or did. */
  adoptedBy?: string;
  /** The role is recorded for other ServiceAccounts too: this one joins them, or is one of them already. */
  sharing?: Sharing;
  /** An existing ServiceAccount still names the role that it had: what was made for that one stays, and stays on record. */
  keepsLeft?: true;
}
