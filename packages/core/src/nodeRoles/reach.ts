import type { NodeGroupFacts } from '../model/inventory';
import { absent, found, unknown, type Observation } from '../model/observation';
import type { NodeRoleAssessment } from './types';

/** Who can reach the metadata service of some nodes. */
export type Reach = Pick<
  NodeRoleAssessment,
  'hopLimit' | 'hopLimitReason' | 'optionalTokens' | 'reach'
>;

/**
 * Returns the hop limit of a node group; absent on Fargate, which has no metadata service. Auto Mode nodes always have hop limit 1 and require
 * tokens. Unknown for a group without running instances: it can have some again, with the settings that it had.
 * Source: "Learn how EKS Auto Mode works", Amazon EKS User Guide.
 */
function hopLimitOf({
  kind,
  name,
  hopLimit,
}: NodeGroupFacts): Observation<number> {
  if (kind === 'fargate') return absent();
  if (kind === 'auto-mode') return found(1);
  return hopLimit.state === 'absent'
    ? unknown(
        `No instance of ${name} runs, and only instances show the setting.`,
      )
    : hopLimit;
}

function takesNoTokens({ kind, optionalTokens }: NodeGroupFacts): boolean {
  return (
    (kind === 'managed' || kind === 'self-managed') && optionalTokens === true
  );
}

/** The minimum hop limit at which a response reaches the pods of the node. */
const INTO_PODS = 2;

/**
 * Whether the metadata service of a node group answers pods; undefined if unknown. The hop limit applies only to IMDSv2 tokens, so it has no effect
 * if tokens are optional.
 *
 * Source: "Use the Instance Metadata Service to access instance metadata", Amazon EC2 User Guide.
 */
export function answersPods(group: NodeGroupFacts): boolean | undefined {
  if (takesNoTokens(group)) return true;
  const limit = hopLimitOf(group);
  return limit.state === 'unknown'
    ? undefined
    : limit.state === 'found' && limit.value >= INTO_PODS;
}

/**
 * Returns who can get the role of some nodes from their metadata service. The most open node group decides.
 * Source: "Use IMDS to access instance metadata", Amazon EC2 User Guide.
 */
export function reachOf(groups: Observation<NodeGroupFacts[]>): Reach {
  if (groups.state !== 'found') {
    const reason =
      groups.state === 'unknown' ? groups.reason : 'No node group was found.';
    return { hopLimit: null, hopLimitReason: reason, reach: 'unknown' };
  }
  const limits = groups.value.map(hopLimitOf);
  const known = limits.flatMap(limit =>
    limit.state === 'found' ? limit.value : [],
  );
  const most = known.length > 0 ? Math.max(...known) : null;
  if (groups.value.some(answersPods)) {
    return {
      hopLimit: most,
      hopLimitReason: null,
      ...(groups.value.some(takesNoTokens) && { optionalTokens: true }),
      reach: 'all-pods',
    };
  }
  const unread = limits.find(({ state }) => state === 'unknown');
  if (unread || groups.value.length === 0) {
    const hopLimitReason =
      unread?.state === 'unknown' ? unread.reason : 'No node group was found.';
    return { hopLimit: null, hopLimitReason, reach: 'unknown' };
  }
  return { hopLimit: most, hopLimitReason: null, reach: 'host-network-only' };
}
