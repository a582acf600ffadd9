import type { Config } from '@backstage/config';
import type { ApprovalRule } from '@backstage-irsa/core/model';
import { readGroups } from './groups';

const RISKS = ['low', 'medium', 'high'] as const;

function readRule(config: Config, index: number): ApprovalRule {
  const key = `irsa.approvals[${index}]`;
  const risk = config.getOptionalString('minimumRisk');
  const minimumRisk = RISKS.find(level => level === risk);
  if (risk !== undefined && !minimumRisk) {
    throw new Error(
      `${key}.minimumRisk is "${risk}": write one of ${RISKS.join(', ')}.`,
    );
  }
  const clusters = config.getOptionalStringArray('clusters');
  const accounts = config.getOptionalStringArray('accounts');
  const grants = config.getOptionalStringArray('grants');
  const gate = config.getOptionalString('gate');
  grants?.forEach((pattern, at) => {
    if (/^[a-z0-9*-]+:[a-z0-9*-]+$/.test(pattern)) return;
    throw new Error(
      `${key}.grants[${at}] is "${pattern}": write service:access with "*", such as secretsmanager:*.`,
    );
  });
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
