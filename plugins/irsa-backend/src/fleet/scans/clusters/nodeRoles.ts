import {
  absent,
  unknown,
  valueOf,
  type ClusterConfig,
} from '@backstage-irsa/core/model';
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
import type { FindingWriter } from '../../store/inventory/FindingStore';
import { toList } from '../../../database/lists';
import type { ClusterObservation } from './ClusterObservation';
import { placeOf } from '../placing';
import { unreadTest, type ReadPart } from '../unreadFindings';
import { partsOf } from './clusterParts';
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

/** Checks whether all node roles of a cluster were read. Access entries and instances show those of self-managed nodes. */
export function areNodeRolesKnown({
  facts,
  pods,
}: ClusterObservation): boolean {
  return (
    facts.unnamedNodes === undefined &&
    [facts.nodeGroups, facts.accessEntries, pods].every(
      ({ state }) => state !== 'unknown',
    )
  );
}

/** Assesses the node roles of a cluster by the workloads on their nodes, and stores what has changed. Returns how many there are and were written. */
export async function scanNodeRoles(
  { seen, scope, at, config, findings, context, workloads }: Job,
  stores: ScanStores,
): Promise<{ count: number; written: number }> {
  const { facts } = seen;
  const groups = valueOf(facts.nodeGroups);
  const rows = await stores.nodeRoles.rows.begin(scope, at);
  // Without the pods, node roles would look as if nothing needs them.
  if (!groups || seen.pods.state !== 'found') return { count: 0, written: 0 };
  const parts = partsOf(seen);
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
    findings.keepAbout(
      id,
      unreadTest([...parts, ...partsOfAssessment(assessment)]),
    );
    findings.take(assess(subject, context));
    await yieldTurn();
  }
  await (areNodeRolesKnown(seen) ? rows.finish() : rows.flush());
  return rows;
}

/** Returns what was read of a role: its policies, and how its nodes answer. */
function partsOfAssessment({
  name,
  policiesReason,
  reach,
}: NodeRoleAssessment): ReadPart[] {
  return [
    {
      permissions: ['iam:GetAccountAuthorizationDetails'],
      read: policiesReason === undefined ? absent() : unknown(policiesReason),
    },
    {
      permissions: ['ec2:DescribeInstances'],
      read:
        reach === 'unknown'
          ? unknown(`The instances of ${name} were not read.`)
          : absent(),
    },
  ];
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
    dependent_workload_count: assessment.dependentIds.length,
    detail: JSON.stringify(assessment),
    entity_ref: null,
    owners: toList([]),
  };
}
