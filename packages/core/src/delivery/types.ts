import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type {
  Mechanism,
  RenderedFile,
  RenderFormat,
  Violation,
} from '../model/types';
import type { Desired } from '../planning/types';
import type { Effect, Pairs } from '../planning/types';

/** The role that is asked for, complete. */
interface RenderedRole {
  accountId: string;
  arn: string;
  name: string;
  path: string;
  trust: PolicyDocument;
  boundaryArn?: string;
  maxSessionDurationSeconds: number;
  /** Beside the policy of the grants. */
  managedPolicyArns: string[];
  inlinePolicy?: { name: string; document: PolicyDocument };
  tags: Pairs;
}

/** The managed policy of the grants. */
interface RenderedPolicy {
  arn: string;
  name: string;
  path: string;
  document: PolicyDocument;
}

/** An EKS Pod Identity association of the ServiceAccount with the role. */
export interface RenderedAssociation {
  /** The role that EKS hands out. */
  roleArn: string;
  /** The role that EKS assumes in turn, in whatever account. */
  targetRoleArn?: string;
  sessionPolicy?: PolicyDocument;
  disableSessionTags?: boolean;
  tags: Pairs;
  /** The one that is there already. */
  present?: { id: string; arn: string };
}

/** A value that a variable of a Terraform module can be given. @public */
export type TerraformModuleValue =
  | 'roleName'
  | 'rolePath'
  | 'trustPolicy'
  | 'policyDocument'
  | 'inlinePolicyDocument'
  | 'managedPolicyArns'
  | 'permissionsBoundaryArn'
  | 'maxSessionDurationSeconds'
  | 'tags'
  | 'clusterName'
  | 'namespace'
  | 'oidcProviderArn'
  | 'serviceAccountName';

/** A company's own Terraform module for roles. @public */
export interface TerraformModule {
  source: string;
  /** Of a module of a registry. */
  version?: string;
  /** The name of the module's variable for each value that it takes. */
  variables: Partial<Record<TerraformModuleValue, string>>;
}

/** What every format says, in no format's words. Made by {@link renderInputOf}. */
export interface RenderInput {
  mechanism: Mechanism;
  cluster: {
    /** As EKS knows it. */
    eksName: string;
    region: string;
    accountId: string;
  };
  role: RenderedRole;
  policy?: RenderedPolicy;
  association?: RenderedAssociation;
  /** Of the tokens. */
  audience: string;
  /** Of the cluster, in the role's account. */
  providerArn: string;
  serviceAccount: {
    namespace: string;
    name: string;
    /** It is managed elsewhere: no file makes it. */
    existing: boolean;
    annotations: Pairs;
    labels: Pairs;
  };
  /** Whether the namespace is to be made too. */
  createNamespace: boolean;
  /** Whether the role's account has no OIDC provider for the cluster yet. */
  providerMissing: boolean;
  /** What Terraform is to make policy and role with. */
  terraformModule?: TerraformModule;
}

/** The files of one format, and what the tool needs besides, as sentences. */
export interface RenderedFiles {
  files: RenderedFile[];
  notes: string[];
}

/** One format. Adding one is adding a file beside `terraform.ts`. */
export interface Renderer {
  format: RenderFormat;
  /** The name people use. */
  title: string;
  /** What the spec asks for and the tool cannot say without changing its meaning. */
  refuse(input: RenderInput): Violation[];
  render(input: RenderInput): RenderedFiles;
  /** The objects as the tool makes them, where it has no choice. */
  asMade?(desired: Desired): Desired;
  /** Effects that the tool has no words for. */
  omits?: Effect['type'][];
}
