import type { IAMClient } from '@aws-sdk/client-iam';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { GovernanceContext } from '@backstage-irsa/core/findings';
import type { RoleFacts } from '@backstage-irsa/core/model';
import { createIndirectSubjects } from '@backstage-irsa/core/rbac';
import type { IrsaConfig } from '../../../config/types';
import type { AccountQuotas } from '../../../observe/aws/AccountQuotas';
import type { AwsClients } from '../../../observe/aws/AwsClients';
import type { ClusterReader } from '../../../observe/aws/ClusterReader';
import { trustsEks } from '../../../observe/bulk/principals';
import type { Evaluator } from '../../../permissions/evaluator/Evaluator';
import type { FindingWriter } from '../../store/inventory/FindingStore';
import type { RoleRow } from '../../store/inventory/rows';
import type { ScannedWriter } from '../../store/inventory/ScannedRows';
import type { CatalogReader } from '../CatalogReader';
import { governanceContext } from '../governanceContext';
import { accountScope } from '../scopes';
import { SetEvaluation } from '../SetEvaluation';
import type { ScanRun, ScanStores } from '../types';
import { PolicySetCollector } from './PolicySetCollector';
import { readClaimants } from './roleClaims';
import { RoleAssessor } from './RoleAssessor';
import { beginUses, storedUses, type KnownUses } from './serviceUses';
import {
  createUnknownHolders,
  readUnreadClusters,
  type UnreadClusters,
} from './unknownHolders';

/** What account scans use. */
export interface AccountScanOptions {
  aws: AwsClients;
  clusters: ClusterReader;
  quotas: AccountQuotas;
  catalog: CatalogReader;
  config: IrsaConfig;
  evaluator: Pick<Evaluator, 'run'>;
  stores: ScanStores;
}

/** The parts of one scan. */
export interface AccountJob {
  scope: string;
  at: string;
  rows: ScannedWriter<RoleRow>;
  findings: FindingWriter;
  context: GovernanceContext;
  assessor: RoleAssessor;
  otherSets: PolicySetCollector;
  /** The ARNs of the roles that ServiceAccounts name, and of the node roles. */
  named: ReadonlySet<string>;
  /** Checks whether a role trusts EKS, or a ServiceAccount or node has it. A ServiceAccount that only names the role does not count. */
  isOfPods: (facts: RoleFacts) => boolean;
  finishUses: KnownUses['finish'];
  clusters: UnreadClusters;
}

/** The maximum number of IDs in one SQL statement. For more IDs, all rows are read. */
const MOST_IDS = 5_000;

/** The data to process: some stored roles (ARNs by ID) with other subjects of findings (by ID), or everything that IAM returns. */
export type Looked =
  | {
      only: ReadonlyMap<string, string>;
      others?: string[];
      nodeRoleArns?: string[];
    }
  | (Omit<ScanRun, 'now'> & { iam: IAMClient });

/** Begins to process an account: reads what its roles are assessed by. */
export async function beginAccountJob(
  options: AccountScanOptions,
  accountId: string,
  now: Date,
  look: Looked,
): Promise<AccountJob> {
  const { config, stores } = options;
  const scope = accountScope(accountId);
  const at = now.toISOString();
  const only = 'only' in look ? look.only : undefined;
  const ids = only && only.size <= MOST_IDS ? [...only.keys()] : undefined;
  const [rows, findings, index, context, unread] = await Promise.all([
    stores.roles.rows.begin(scope, at, ids),
    stores.findings.begin(
      scope,
      at,
      ids && 'others' in look ? [...ids, ...(look.others ?? [])] : ids,
    ),
    options.catalog.index('isRequested' in look && look.isRequested),
    governanceContext(config, options.clusters, now),
    readUnreadClusters(config, stores.scopes),
  ]);
  const { claimants, arns } = await readClaimants(
    stores.holders,
    index,
    only ? { roleArns: [...only.values()] } : { accountId },
  );
  const all = [...claimants.values()].flat().map(({ holder }) => holder);
  const clusters = await stores.scopes.clusterFacts([
    ...new Set(all.map(({ cluster }) => cluster)),
  ]);
  const nodeRoleArns = new Set([
    ...(await stores.nodeRoles.arnsOf(accountId)),
    ...(('only' in look && look.nodeRoleArns) || []),
  ]);
  const readings = { store: stores.readings, scope, at };
  const roleArns = [...arns].filter(
    arn => parseRoleArn(arn)?.accountId === accountId,
  );
  const { uses, finish: finishUses } = await ('only' in look
    ? storedUses(readings)
    : beginUses({ ...readings, ...look, roleArns }));
  const risks = await SetEvaluation.at(options.evaluator, context.now);
  const setsOfRows = () => new PolicySetCollector(stores.sets, risks);
  const assessor = new RoleAssessor(
    {
      accountId,
      scope,
      ...('lease' in look && { lease: look.lease }),
      at,
      config,
      context,
      index,
      claimants,
      clusters,
      indirectSubjects: createIndirectSubjects(clusters),
      nodeRoleArns,
      managedRoles: await stores.managed.rolesOfAccount(accountId),
      proofs: await stores.proofs.madeForEach(all.map(({ id }) => id)),
      uses,
      unknownHolders: createUnknownHolders(unread, context),
    },
    { ...stores, rows, findings, sets: setsOfRows() },
  );
  return {
    ...{ scope, at, rows, findings, context },
    ...{ assessor, otherSets: setsOfRows(), finishUses, clusters: unread },
    named: new Set([...arns, ...nodeRoleArns]),
    isOfPods: facts =>
      trustsEks(facts.role.trust.text) ||
      nodeRoleArns.has(facts.role.arn) ||
      assessor.isHeld(facts),
  };
}
