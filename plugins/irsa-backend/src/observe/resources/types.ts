import type {
  KeyGrant,
  Observation,
  ResourcePolicyReading,
} from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';

/** Where a resource is looked for: only its own account may be asked about it, so that each is tried in turn. */
export interface ResourcePlace {
  accountIds: string[];
  region: string;
}

/** One account and region. */
export interface Home {
  accountId: string;
  region: string;
}

/** What a resource says of its encryption by a KMS key. */
export interface NamedKey {
  /** Its ID, ARN or alias; absent for the key that AWS manages for the service. */
  keyId?: string;
  /** Of the resource, and so of a key that it names by ID or alias, when it may be in another one than it was looked for in. */
  region?: string;
  /** Of S3. */
  bucketKey?: boolean;
  /** Whether it may be the ARN of a key that AWS manages, which only KMS can tell. */
  mayBeManaged?: boolean;
}

/** How the resources of one service are read. Each read needs one permission, and says which when it is refused. */
export interface ResourceReader {
  /** Absent when it has none. */
  policy(
    aws: AwsClients,
    home: Home,
    name: string,
  ): Promise<ResourcePolicyReading>;
  /** Of keys alone. */
  grants?(
    aws: AwsClients,
    home: Home,
    name: string,
  ): Promise<Observation<KeyGrant[]>>;
  /** Absent when no KMS key encrypts it. */
  key?(
    aws: AwsClients,
    home: Home,
    name: string,
  ): Promise<Observation<NamedKey>>;
}
