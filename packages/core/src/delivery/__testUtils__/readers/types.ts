import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { RenderedFile } from '../../../model/types';
import type { Pairs } from '../../../planning/types';

/** The role, read from the files alone. */
interface ReadRole {
  name: string;
  /** Absent if the format cannot express the path. */
  path?: string;
  /** Absent if the tool writes the trust policy itself. */
  trust?: PolicyDocument;
  boundaryArn?: string;
  maxSessionDurationSeconds?: number;
  managedPolicyArns: string[];
  tags: Pairs;
}

/** The format-independent content of a rendering. */
export interface ReadSpec {
  role: ReadRole;
  /** The documents of the managed policy of the grants, and of inline policies. */
  permissions: PolicyDocument[];
  /** The tags of the managed policy; absent if the tool cannot tag it. */
  policyTags?: Pairs;
  serviceAccount: {
    namespace: string;
    name: string;
    annotations: Pairs;
    labels: Pairs;
  };
  namespaces: string[];
  association?: {
    cluster: string;
    /** Absent if the tool has one region for all resources. */
    region?: string;
    namespace: string;
    serviceAccount: string;
    roleArn: string;
    targetRoleArn?: string;
    tags: Pairs;
    sessionPolicy?: PolicyDocument;
    /** Only if the format can express it. */
    disableSessionTags?: boolean;
  };
}

/** Reads the files of one format. */
export type Reader = (files: RenderedFile[]) => ReadSpec;
