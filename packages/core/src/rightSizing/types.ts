import type {
  ActionCatalogue,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';
import type { Grant, IamServiceAccount } from '../model/types';
import type { GrantContext } from '../grants/types';
import type { ServiceUse } from '../permissions/lastUse/serviceUse';
import type { ObservedRole, ObservedRolePolicies } from '../model/observed';

/** The facts that a proposal is based on. */
export interface RightSizeInput {
  account: IamServiceAccount;
  role: ObservedRole;
  policies: ObservedRolePolicies;
  /** Whether the records say that this product created or adopted the role. */
  isOurs: boolean;
  /** The ARN of the grants' policy; undefined without a spec. */
  grantsPolicyArn?: string;
  /** The other IAM service accounts that have the role, as `cluster/namespace/name`. */
  sharedWith: string[];
  /** The context that determines the resources in the statements of grants. */
  context: GrantContext;
  uses: ServiceUse[];
  /** The times of live proofs. Each exchanges a token with STS for the role, which AWS counts as use. */
  proofs: Date[];
  now: Date;
  unusedAfterDays: number;
  catalogue: ActionCatalogue;
}

/** The permissions to remove. */
export interface Cut {
  /** The IAM prefixes of the services to remove completely. */
  drop: ReadonlySet<string>;
  /** The actions to remove, in lower case with their prefix. */
  actions: ReadonlySet<string>;
}

/** A source of a role's permissions. `foreign` is a policy that others attached to the role and that is not part of the spec. */
export interface Source {
  kind: 'grant' | 'inline' | 'managed' | 'foreign';
  /** A description, such as `grant read on orders-files`. */
  title: string;
  document: PolicyDocument;
  /** The grant; absent for other kinds. */
  grant?: Grant;
  /**
   * The latest possible time since which the role has had the permissions. Only known for the policy of the grants, whose versions Backstage writes:
   * IAM dates neither inline policies nor attachments.
   */
  grantedAt?: Date;
}
