import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type {
  Mechanism,
  RenderedFile,
  RenderFormat,
  Violation,
} from '../model/types';
import type { Desired } from '../planning/types';
import type { Effect, Pairs } from '../planning/types';

/** The complete requested role. */
interface RenderedRole {
  accountId: string;
  arn: string;
  name: string;
  path: string;
  trust: PolicyDocument;
  boundaryArn?: string;
  maxSessionDurationSeconds: number;
  /** The managed policies in addition to the policy of the grants. */
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
  /** The role whose credentials EKS issues. */
  roleArn: string;
  /** The role that EKS then assumes. It can be in any account. */
  targetRoleArn?: string;
  sessionPolicy?: PolicyDocument;
  disableSessionTags?: boolean;
  tags: Pairs;
  /** The existing association. */
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
  /** The version of a module from a registry. */
  version?: string;
  /** The name of the module's variable for each supported value. */
  variables: Partial<Record<TerraformModuleValue, string>>;
}

/** The format-independent input of every renderer. {@link renderInputOf} creates it. */
export interface RenderInput {
  mechanism: Mechanism;
  cluster: {
    /** The name of the cluster in EKS. */
    eksName: string;
    region: string;
    accountId: string;
  };
  role: RenderedRole;
  policy?: RenderedPolicy;
  association?: RenderedAssociation;
  /** The audience of the tokens. */
  audience: string;
  /** The ARN of the cluster's OIDC provider in the role's account. */
  providerArn: string;
  serviceAccount: {
    namespace: string;
    name: string;
    /** Whether the ServiceAccount is managed outside Backstage, so that no file creates it. */
    existing: boolean;
    annotations: Pairs;
    labels: Pairs;
  };
  /** Whether to create the namespace. */
  createNamespace: boolean;
  /** Whether the role's account has no OIDC provider for the cluster yet. */
  providerMissing: boolean;
  /** The module with which Terraform creates policy and role. */
  terraformModule?: TerraformModule;
}

/** The files of one format, and notes about further needs of the tool, as sentences. */
export interface RenderedFiles {
  files: RenderedFile[];
  notes: string[];
}

/** The renderer of one format. To add a format, add a file next to `terraform.ts`. */
export interface Renderer {
  format: RenderFormat;
  /** The common name of the format. */
  title: string;
  /** Returns violations for requests that the tool cannot express without changing their meaning. */
  refuse(input: RenderInput): Violation[];
  render(input: RenderInput): RenderedFiles;
  /** Returns the objects as the tool creates them, if they differ from the desired ones. */
  asMade?(desired: Desired): Desired;
  /** The effects that the tool cannot express. */
  omits?: Effect['type'][];
}
