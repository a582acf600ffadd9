import {
  issuerHostPath,
  oidcProviderArn,
  parseArn,
} from '@backstage-irsa/core/arn';
import { admitsChain, type PodSession } from '@backstage-irsa/core/checks';
import { rowId } from '@backstage-irsa/core/findings';
import {
  absent,
  subjectOf,
  unknown,
  valueOf,
  type IamServiceAccount,
  type Observed,
  type ObservedRole,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { admitsSubject } from '@backstage-irsa/core/trust';
import { digestOf } from '../database/digest';
import { LimitedCache } from '../lib/LimitedCache';
import { namedRoleArn } from './toVerificationRecord';

/** Remembered answers of trust policies: they take long to evaluate, and rarely change. */
const admitted = new LimitedCache<boolean>(200_000);

/** A ServiceAccount's claim to a role that it names. */
interface RoleClaim {
  ref: ServiceAccountRef;
  /** The issuer of its cluster, without `https://`. Undefined while it is unknown. */
  issuer: string | undefined;
  /** The association that EKS reports. */
  association?: IamServiceAccount['association'] | null;
  /** The session with which EKS assumes a target role. */
  session?: PodSession;
  /** The ARNs that Backstage has recorded for it. */
  recorded: { has(arn: string): boolean };
}

/**
 * Whether a ServiceAccount has a role, and does not only name it: the trust policy admits the ServiceAccount, EKS reports an association with the
 * role, or Backstage has a record of the role. Undefined if this cannot be decided because the issuer is unknown.
 */
export function hasRole(
  role: Pick<ObservedRole, 'arn' | 'trust'>,
  { ref, issuer, association, session, recorded }: RoleClaim,
): boolean | undefined {
  const { arn, trust } = role;
  if (recorded.has(arn) || association?.roleArn === arn) return true;
  const { document, text } = trust;
  if (!document) return false;
  if (session && association?.targetRoleArn === arn) {
    const caller = { arn: association.roleArn, id: '', tags: {} };
    if (admitsChain(document, session, caller)) return true;
  }
  if (issuer === undefined) return undefined;
  const { partition = 'aws', accountId = '' } = parseArn(arn) ?? {};
  const who = {
    issuer,
    subject: subjectOf(ref),
    providerArn: oidcProviderArn(partition, accountId, issuer),
  };
  const key = digestOf([text, who]);
  const known = admitted.get(key);
  if (known !== undefined) return known;
  const answer = admitsSubject(document, who);
  admitted.set(key, answer);
  return answer;
}

/** The reason why the policies of a role are not shown for a ServiceAccount that only names the role. */
const NOT_HELD =
  'The ServiceAccount names this role, but cannot assume it: its trust policy does not allow the ServiceAccount.';

const NOT_SHOWN = unknown<never>(NOT_HELD);

/** The policies of a role, each replaced by this reason. */
const POLICIES = {
  attachedPolicies: NOT_SHOWN,
  inlinePolicies: NOT_SHOWN,
  permissionsBoundary: NOT_SHOWN,
};

/** The role that a ServiceAccount has, as far as it was observed. */
export interface HeldRole {
  /** The ID of the role's row. Null if there is none. */
  rowId: string | null;
  /**
   * The observation to show. If the ServiceAccount only names the role, the role's policies are left out. Its trust policy stays, because it shows
   * what to fix.
   */
  shown: Observed;
  /** The same observation for determining what pods may do: a role that they do not get is left out completely. */
  had: Observed;
}

/**
 * Returns the role that a ServiceAccount has, among those that it names. `before` is the row ID of the role that it had when it was last observed:
 * it still has this role if the observation cannot decide.
 */
export function heldRole(
  observed: Observed,
  recorded: ReadonlySet<string>,
  before: string | null,
): HeldRole {
  const { ref, cluster, association, overriding } = observed;
  const claim: RoleClaim = {
    ...{ ref, recorded },
    issuer: issuerOf(valueOf(cluster)?.issuer),
    association: valueOf(association),
    session: overriding ? { ...observed, mechanism: 'pod-identity' } : observed,
  };
  const isTold: IsTold = of =>
    hasRole(of, claim) ?? before === rowId('role', of.arn);
  const named = heldNamedRole(observed, { recorded, before }, isTold);
  return overriding
    ? { ...named, ...heldOverridingRole(observed, named, isTold) }
    : named;
}

/** Whether the ServiceAccount has a role, as far as this can be decided. */
type IsTold = (of: Pick<ObservedRole, 'arn' | 'trust'>) => boolean;

/** Returns the role that pods get although the annotation names another one. */
function heldOverridingRole(
  { association, overriding }: Observed,
  { had }: HeldRole,
  isTold: IsTold,
): Pick<HeldRole, 'rowId' | 'had'> {
  const role = overriding && valueOf(overriding.role);
  const arn = valueOf(association)?.roleArn;
  const isGone = overriding?.role.state === 'absent';
  return {
    rowId: arn === undefined || isGone ? null : rowId('role', arn),
    had:
      role && !isTold(role)
        ? { ...had, overriding: { ...POLICIES, role: NOT_SHOWN } }
        : had,
  };
}

/** Returns the role that a ServiceAccount has, among the role that its annotation or association names and the target role. */
function heldNamedRole(
  observed: Observed,
  {
    recorded,
    before,
  }: { recorded: ReadonlySet<string>; before: string | null },
  isTold: IsTold,
): HeldRole {
  const { target } = observed;
  const role = valueOf(observed.role);
  if (!role) {
    const named = namedRoleArn(observed);
    const isKept =
      observed.role.state === 'unknown' &&
      named !== null &&
      (recorded.has(named) || before === rowId('role', named));
    return {
      rowId: isKept ? rowId('role', named) : null,
      ...{ shown: observed, had: observed },
    };
  }
  const isHeld = isTold(role);
  const ofPods = target ? valueOf(target.role) : role;
  const isShown = isHeld && (!ofPods || isTold(ofPods));
  const shown = isShown ? observed : withoutPolicies(observed, isHeld);
  return {
    rowId: isHeld ? rowId('role', role.arn) : null,
    shown,
    had: isShown
      ? shown
      : { ...shown, ...POLICIES, role: NOT_SHOWN, target: undefined },
  };
}

function issuerOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : issuerHostPath(url);
}

/** Leaves out the policies of a role that the ServiceAccount only names: the role itself, or the target role of a role that it has. */
function withoutPolicies(observed: Observed, isHeld: boolean): Observed {
  const { target } = observed;
  return {
    ...observed,
    ...(!isHeld && { ...POLICIES, assumedRoles: NOT_SHOWN }),
    ...(target && { target: { ...target, ...POLICIES } }),
    ...{ buckets: absent(), permits: absent() },
  };
}
