import type {
  ActionCatalogue,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';
import type { Grant, IamServiceAccount } from '../model/types';
import type { GrantContext } from '../grants/types';
import type { ServiceUse } from '../permissions/lastUse/serviceUse';
import type { ObservedRole, ObservedRolePolicies } from '../model/observed';

/** What a proposal is made from. */
export interface RightSizeInput {
  account: IamServiceAccount;
  role: ObservedRole;
  policies: ObservedRolePolicies;
  /** Whether our records say that this product made the role or took it over. */
  isOurs: boolean;
  /** The policy of the grants; undefined without a spec. */
  grantsPolicyArn?: string;
  /** The other IAM service accounts that have the role, as `cluster/namespace/name`. */
  sharedWith: string[];
  /** What the statements of grants are about. */
  context: GrantContext;
  uses: ServiceUse[];
  /** When live proofs were made: each exchanges a token with STS as the role. */
  proofs: Date[];
  now: Date;
  unusedAfterDays: number;
  catalogue: ActionCatalogue;
}

/** What is to be removed. */
export interface Cut {
  /** IAM prefixes of services that go in full. */
  drop: ReadonlySet<string>;
  /** Actions that go, in lower case with their prefix. */
  actions: ReadonlySet<string>;
}

/** What grants something to a role. `foreign` is what others attached to it: it is not part of the spec. */
export interface Source {
  kind: 'grant' | 'inline' | 'managed' | 'foreign';
  /** In words, such as `grant read on orders-files`. */
  title: string;
  document: PolicyDocument;
  /** Of a grant. */
  grant?: Grant;
  /**
   * Since when the role has it at the latest: of the policy of grants, whose versions we write. IAM dates neither inline policies nor when a policy was
   * attached.
   */
  grantedAt?: Date;
}
