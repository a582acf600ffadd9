import {
  excessOf,
  joinDocuments,
  type ActionCatalogue,
  type NamedPolicy,
} from '@backstage-irsa/iam-policy';
import { isExisting } from '../../model/spec/existing';
import { type IamServiceAccountSpec } from '../../model/types';
import { type ClusterConfig } from '../../model/config';
import { roleAccountOf } from '../../model/awsNames';
import { policiesOfSpec } from '../rules/guardrails/askedPolicies';

/** The fields of a spec that a reduction can change. `adopt` can only be left out, and `owner` follows the record. */
const REDUCIBLE = new Set([
  'adopt',
  'grants',
  'managedPolicyArns',
  'policyDocument',
  'owner',
]);

/** Serializes the other fields of a spec in a fixed order, for comparison. */
function rest({ serviceAccount, ...spec }: IamServiceAccountSpec): string {
  const manager = { existing: isExisting({ serviceAccount }) };
  return JSON.stringify(
    Object.entries({ ...spec, ...manager })
      .filter(([key, value]) => !REDUCIBLE.has(key) && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function documentsOf(
  spec: IamServiceAccountSpec,
  cluster: ClusterConfig,
): NamedPolicy[] {
  const home = { ...cluster, accountId: roleAccountOf(spec, cluster) };
  return policiesOfSpec(spec, home).map(({ name, document }) => ({
    name,
    document,
  }));
}

/**
 * Checks whether a spec requests nothing that the last spec did not request: it is the same, except for fewer or smaller grants, fewer managed
 * policies, or a smaller document. Rules about granting then do not apply. False also if this cannot be shown, such as for a document that replaces a
 * managed policy.
 */
export function isReduction(
  last: IamServiceAccountSpec,
  spec: IamServiceAccountSpec,
  {
    catalogue,
    cluster,
  }: { catalogue: ActionCatalogue; cluster: ClusterConfig },
): boolean {
  const managed = new Set(last.managedPolicyArns);
  if (
    rest(last) !== rest(spec) ||
    (spec.adopt && !last.adopt) ||
    !(spec.managedPolicyArns ?? []).every(arn => managed.has(arn))
  ) {
    return false;
  }
  const maximum: NamedPolicy = {
    name: 'last',
    document: joinDocuments(
      documentsOf(last, cluster).map(({ document }) => document),
    ),
  };
  return (
    excessOf(documentsOf(spec, cluster), maximum, { catalogue }).length === 0
  );
}
