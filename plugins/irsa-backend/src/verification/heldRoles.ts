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

/** Answers of trust policies that are remembered: they take long, and rarely change. */
const admitted = new LimitedCache<boolean>(200_000);

/** A ServiceAccount that names a role. */
interface RoleClaim {
  ref: ServiceAccountRef;
  /** Of its cluster, without `https://`; undefined while it is not known. */
  issuer: string | undefined;
  /** As EKS reports it. */
  association?: IamServiceAccount['association'] | null;
  /** By which EKS goes on to a target role. */
  session?: PodSession;
  /** The ARNs that Backstage has recorded for it. */
  recorded: { has(arn: string): boolean };
}

/**
 * Whether a ServiceAccount has a role, beyond naming it: its trust policy admits it, EKS reports an association with it, or Backstage has a record of it.
 * Undefined where that cannot be told, since the issuer is not known.
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

/** Why somebody who only names a role is not shown what it may do. */
const NOT_HELD =
  'The ServiceAccount names this role, but cannot assume it: its trust policy does not admit the ServiceAccount.';

const NOT_SHOWN = unknown<never>(NOT_HELD);

/** What a role may do. */
const POLICIES = {
  attachedPolicies: NOT_SHOWN,
  inlinePolicies: NOT_SHOWN,
  permissionsBoundary: NOT_SHOWN,
};

/** The role that a ServiceAccount has, as far as it was observed. */
export interface HeldRole {
  /** The id of its row; null where there is none. */
  rowId: string | null;
  /** What was observed. Of a role that the ServiceAccount only names, its policies are left out: its trust policy says what to fix. */
  shown: Observed;
  /** The same for telling what pods may do: a role that they do not get is left out as a whole. */
  had: Observed;
}

/** The role that a ServiceAccount has, of those that it names. Where that cannot be told, it is the one with which it was last verified. */
export function heldRole(
  observed: Observed,
  recorded: ReadonlySet<string>,
): HeldRole {
  const { ref, cluster, association, known, target } = observed;
  const role = valueOf(observed.role);
  const claim: RoleClaim = {
    ...{ ref, recorded },
    issuer: issuerOf(valueOf(cluster)?.issuer),
    association: valueOf(association),
    session: observed,
  };
  const isTold = (of: Pick<ObservedRole, 'arn' | 'trust'>) =>
    hasRole(of, claim) ?? known.roleArn === of.arn;
  if (!role) {
    const named = namedRoleArn(observed);
    const isKept =
      observed.role.state === 'unknown' &&
      named !== null &&
      (recorded.has(named) || known.roleArn === named);
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

/** Without what a role may do that the ServiceAccount only names: the one that it asks for, or the target role of one that it has. */
function withoutPolicies(observed: Observed, isHeld: boolean): Observed {
  const { target } = observed;
  return {
    ...observed,
    ...(!isHeld && { ...POLICIES, assumedRoles: NOT_SHOWN }),
    ...(target && { target: { ...target, ...POLICIES } }),
    ...{ buckets: absent(), permits: absent() },
  };
}
