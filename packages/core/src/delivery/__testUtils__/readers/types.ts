import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { RenderedFile } from '../../../model/types';
import type { Pairs } from '../../../planning/types';

/** What files mean, read from them alone. */
interface ReadRole {
  name: string;
  /** Absent where the format cannot say it. */
  path?: string;
  /** Absent where the tool writes it itself. */
  trust?: PolicyDocument;
  boundaryArn?: string;
  maxSessionDurationSeconds?: number;
  managedPolicyArns: string[];
  tags: Pairs;
}

/** What a rendering asks for, in no format's words. */
export interface ReadSpec {
  role: ReadRole;
  /** Of the managed policy made for the grants, and inline. */
  permissions: PolicyDocument[];
  /** Of that managed policy; absent where the tool cannot tag it. */
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
    /** Absent where the tool has one region for all. */
    region?: string;
    namespace: string;
    serviceAccount: string;
    roleArn: string;
    targetRoleArn?: string;
    tags: Pairs;
    sessionPolicy?: PolicyDocument;
    /** Where the format can say it. */
    disableSessionTags?: boolean;
  };
}

/** Reads the files of one format. */
export type Reader = (files: RenderedFile[]) => ReadSpec;
