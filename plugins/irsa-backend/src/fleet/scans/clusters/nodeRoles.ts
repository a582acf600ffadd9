import { type ClusterConfig, valueOf } from '@backstage-irsa/core/model';
import {
  assess,
  type GovernanceContext,
  type NodeRoleSubject,
} from '@backstage-irsa/core/findings';
import {
  assessNodeRole,
  type NodeRoleAssessment,
} from '@backstage-irsa/core/nodeRoles';
import { yieldTurn } from '../../../lib/yieldTurn';
import { digestOf } from '../../../database/digest';
import type {
  FindingWriter,
  KnownFinding,
} from '../../store/inventory/FindingStore';
import { toList } from '../../../database/lists';
import type { ClusterObservation } from './ClusterObservation';
import { placeOf } from '../placing';
import type { ScanStores } from '../types';
import { nodeRoleRowId, type WorkloadWriter } from './WorkloadWriter';

/** The parts of a cluster scan, after it has read all workloads. */
interface Job {
  config: ClusterConfig;
  scope: string;
  at: string;
  seen: ClusterObservation;
  context: GovernanceContext;
  findings: FindingWriter;
  workloads: WorkloadWriter;
}

/** The result of the scan of the node roles of a cluster. */
export interface ScannedNodeRoles {
  count: number;
  written: number;
  /** Checks whether the scan could not tell if a finding about a node role still holds. */
  isUnread(finding: KnownFinding): boolean;
}

/** What the checks need of an assessment. Without it, what they found earlier can still be there. */
const IS_UNREAD: Record<
  string,
  ((assessment: NodeRoleAssessment) => boolean) | undefined
> = {
  'node-role-excess': ({ policiesReason }) => policiesReason !== undefined,
  'node-role-reachable': ({ reach }) => reach === 'unknown',
};

/** Assesses the node roles of a cluster by the workloads on their nodes, and stores what has changed. */
export async function scanNodeRoles(
  { seen, scope, at, config, findings, context, workloads }: Job,
  stores: ScanStores,
): Promise<ScannedNodeRoles> {
  const { facts } = seen;
  const groups = valueOf(facts.nodeGroups);
  const rows = await stores.nodeRoles.rows.begin(scope, at);
  // Without the pods, node roles would look as if nothing needs them.
  if (!groups || seen.pods.state !== 'found') {
    return { count: 0, written: 0, isUnread: () => true };
  }
  const assessments = new Map<string, NodeRoleAssessment>();
  const arns = new Set(groups.map(({ nodeRoleArn }) => nodeRoleArn));
  for (const arn of arns) {
    const assessment = assessNodeRole({
      cluster: facts,
      arn,
      role: seen.around.book.factsOf(arn),
      oidcProvider: seen.around.book.provider(config.accountId).answer,
      nodeGroups: groups.filter(({ nodeRoleArn }) => nodeRoleArn === arn),
      workloads: workloads.all.map(({ nodeRoleArns, ...workload }) => ({
        ...workload,
        onThisRole: nodeRoleArns?.includes(arn) ?? true,
      })),
    });
    const id = nodeRoleRowId(config.name, arn);
    assessments.set(id, assessment);
    const row = rowOf(id, assessment, { cluster: config.name, arn });
    const subject: NodeRoleSubject = {
      kind: 'node-role',
      id,
      assessment,
      entityRef: null,
      owners: [],
    };
    if (rows.take({ ...row, digest: digestOf(row) })) {
      const { cluster, name, account_id } = row;
      const place = placeOf({ cluster, name, account_id }, subject);
      await stores.places.replace(scope, 'node-role', [
        { rowId: id, places: [place] },
      ]);
    }
    findings.take(assess(subject, context));
    await yieldTurn();
  }
  await rows.finish();
  return {
    count: rows.count,
    written: rows.written,
    isUnread: ({ check_id: check, subject_id: id }) => {
      const assessment = assessments.get(id);
      return assessment !== undefined && !!IS_UNREAD[check]?.(assessment);
    },
  };
}

function rowOf(
  id: string,
  assessment: NodeRoleAssessment,
  { cluster, arn }: { cluster: string; arn: string },
) {
  return {
    id,
    cluster,
    arn,
    name: assessment.name,
    account_id: assessment.accountId,
    dependent_workload_count: assessment.dependantIds.length,
    detail: JSON.stringify(assessment),
    entity_ref: null,
    owners: toList([]),
  };
}
