import type { NodeRoleInput, NodeRoleWorkload } from './types';
import { findRisks, type WorkBudget } from '@backstage-irsa/iam-policy';
import { parseRoleArn } from '../arn/arn';
import type { RoleFacts } from '../model/inventory';
import { found, valueOf, type Observation } from '../model/observation';
import type { ObservedDocument } from '../model/observed';
import { worstRisk } from '../findings/utils/risk';
import { isNotEvaluated } from '../permissions/notEvaluated';
import { servicesOf } from './actions';
import { isSystemWorkload } from './clusterWorkloads';
import { needOf } from './needed';
import { policyExtent } from './policyExtent';
import { reachOf } from './reach';
import { removalPlan } from './removalPlan';
import type { NodeRoleAssessment, NodeRolePolicy } from './types';

/** The work limit for the policies of a role together: less than 100 ms. */
const WORK = 2_000_000;

/**
 * Assesses what a node role allows beyond what nodes need, who can get it, and how to remove the excess in a safe order. A workload depends on the
 * role if it has no role of its own and gets the node role, or possibly gets it. Workloads of EKS itself need no more than nodes.
 */
export function assessNodeRole(input: NodeRoleInput): NodeRoleAssessment {
  const { cluster, arn, role, nodeGroups } = input;
  const { name = arn, accountId = '' } = parseRoleArn(arn) ?? {};
  const dependentWorkloads = input.workloads.filter(mayDepend);
  const assessment = {
    arn,
    name,
    accountId,
    cluster: cluster.name,
    nodeGroups: nodeGroups.map(group => group.name),
    ...policiesOf(role),
    ...reachOf(found(nodeGroups)),
    dependentIds: dependentWorkloads.map(({ id }) => id),
  };
  return {
    ...assessment,
    plan: removalPlan({ ...input, assessment, dependentWorkloads }),
  };
}

function mayDepend({
  identitySource,
  namespace,
  name,
  onThisRole,
}: NodeRoleWorkload): boolean {
  return (
    onThisRole &&
    (identitySource === 'node-role' || identitySource === 'unknown') &&
    !isSystemWorkload(namespace, name)
  );
}

function policiesOf(
  role: Observation<RoleFacts>,
): Pick<NodeRoleAssessment, 'policies' | 'policiesReason'> {
  const { attachedPolicies = [], inlinePolicies = [] } = valueOf(role) ?? {};
  const budget = { left: WORK };
  const policies = [
    ...attachedPolicies
      .flatMap(policy => valueOf(policy) ?? [])
      .map(({ arn, document }) => policyOf('managed', arn, document, budget)),
    ...inlinePolicies.map(({ name, document }) =>
      policyOf('inline', name, document, budget),
    ),
  ];
  const unread = [role, ...attachedPolicies].find(
    ({ state }) => state === 'unknown',
  );
  return unread?.state === 'unknown'
    ? { policies, policiesReason: unread.reason }
    : { policies };
}

function policyOf(
  kind: NodeRolePolicy['kind'],
  name: string,
  observed: ObservedDocument,
  budget: WorkBudget,
): NodeRolePolicy {
  const { document } = observed;
  const need = kind === 'managed' ? needOf(name, document) : undefined;
  if (need !== undefined) return { name, kind, needed: true, about: need };
  const risks = document ? findRisks([{ name, document }], { budget }) : [];
  const risk = worstRisk(risks);
  const unknown = risks.find(isNotEvaluated);
  const services = document && servicesOf(document);
  return {
    name,
    kind,
    needed: false,
    about: [aboutExcess(services), unknown?.message ?? []].flat().join(' '),
    ...(document && { extent: policyExtent(document) }),
    ...(risk && { risk }),
  };
}

function aboutExcess(services: string[] | undefined): string {
  if (!services) return 'It could not be read.';
  if (services.length === 0) return 'It allows nothing.';
  return services[0] === '*'
    ? 'It allows actions of every service.'
    : `It allows actions of ${services.join(', ')}.`;
}
