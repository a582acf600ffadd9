import type { Config } from '@backstage/config';
import { grantDefinitions } from '@backstage-irsa/core/grants';
import type { ApprovalRule } from '@backstage-irsa/core/model';
import { matchesGlob } from '@backstage-irsa/core/ownership';
import { readAccountIds } from './accountId';
import { readGroups } from './groups';
import { readFilledList } from './lists';

const RISKS = ['low', 'medium', 'high'] as const;

/** All grants, as `service:access`. */
const GRANTS = [...grantDefinitions.values()].flatMap(({ service, access }) =>
  Object.keys(access).map(name => `${service}:${name}`),
);

/** Reads the patterns of grants. A pattern that matches no grant is refused: the rule would not apply to the grants that the administrator meant. */
function readGrants(config: Config, key: string): string[] | undefined {
  const patterns = readFilledList(config, 'grants', key);
  patterns?.forEach((pattern, index) => {
    if (GRANTS.some(grant => matchesGlob(pattern, grant))) return;
    throw new Error(
      `${key}.grants[${index}] is "${pattern}", which matches no grant of docs/reference/grants.md: write service:access with "*", such as secretsmanager:*.`,
    );
  });
  return patterns;
}

function readRule(config: Config, index: number): ApprovalRule {
  const key = `irsa.approvals[${index}]`;
  const risk = config.getOptionalString('minimumRisk');
  const minimumRisk = RISKS.find(level => level === risk);
  if (risk !== undefined && !minimumRisk) {
    throw new Error(
      `${key}.minimumRisk is "${risk}": write one of ${RISKS.join(', ')}.`,
    );
  }
  const clusters = readFilledList(config, 'clusters', key);
  const accounts = readAccountIds(config, key);
  const grants = readGrants(config, key);
  const gate = config.getOptionalString('gate');
  const approvers = readGroups(config, 'approvers', key);
  if ((approvers.length === 0) === (gate === undefined)) {
    throw new Error(
      `${key} needs either approvers, groups that decide, or a gate that decides.`,
    );
  }
  return {
    name: config.getString('name'),
    ...(clusters && { clusters }),
    ...(accounts && { accounts }),
    ...(grants && { grants }),
    ...(minimumRisk && { minimumRisk }),
    approvers,
    ...(gate !== undefined && { gate }),
  };
}

/**
 * Reads the rules that determine which plans need an approval: `irsa.approvals`.
 *
 * @throws Error - that names the key and the rule.
 */
export function readApprovals(config: Config | undefined): ApprovalRule[] {
  const rules = (config?.getOptionalConfigArray('approvals') ?? []).map(
    readRule,
  );
  rules.forEach(({ name }, index) => {
    if (rules.findIndex(rule => rule.name === name) === index) return;
    throw new Error(
      `irsa.approvals[${index}].name is "${name}", which another rule already has. Use a unique name.`,
    );
  });
  return rules;
}
