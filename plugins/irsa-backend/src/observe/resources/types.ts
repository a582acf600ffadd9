import type {
  Observation,
  ResourcePolicyReading,
} from '@backstage-irsa/core/model';
import type { ReadResource } from '@backstage-irsa/core/permissions';
import type { AwsClients } from '../aws/AwsClients';

/** The accounts and region in which a resource is looked up. Only its own account can read it, so the accounts are tried in order. */
export interface ResourcePlace {
  accountIds: string[];
  region: string;
}

/** An account and region. */
export interface Home {
  accountId: string;
  region: string;
}

/** The KMS key that a resource names for its encryption. */
export interface NamedKey {
  /** The ID, ARN, or alias of the key. Absent for the key that AWS manages for the service. */
  keyId?: string;
  /** The region of the resource, and so of a key that it names by ID or alias. Set if it may differ from the region of the lookup. */
  region?: string;
  /** Whether an S3 bucket key is enabled. Only for S3. */
  bucketKey?: boolean;
  /** Whether the ARN may be that of an AWS managed key, which only KMS can tell. */
  mayBeManaged?: boolean;
}

/** Reads the resources of one service. Each read needs one permission, and names it if refused. */
export interface ResourceReader {
  /** Reads the policy of a resource. Absent if it has none. */
  policy(
    aws: AwsClients,
    home: Home,
    name: string,
  ): Promise<ResourcePolicyReading>;
  /** Reads the grants and the state. Only for KMS keys. */
  keyItself?(
    aws: AwsClients,
    home: Home,
    name: string,
  ): Promise<Pick<ReadResource, 'keyGrants' | 'keyState'>>;
  /** Reads the key of a resource; for a KMS key, the key itself. Absent if no KMS key encrypts it. */
  key?(
    aws: AwsClients,
    home: Home,
    name: string,
  ): Promise<Observation<NamedKey>>;
}
