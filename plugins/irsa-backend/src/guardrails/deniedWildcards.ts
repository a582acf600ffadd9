import {
  expandStatements,
  type ExpandedStatement,
} from '@backstage-irsa/iam-policy';
import type { Violation } from '@backstage-irsa/plugin-irsa-common';
import type { AskedPolicy, PolicyGuardrail } from './types';
import { someOf, statementIn } from './words';

const isOneOf = (services: string[], service: string) =>
  services.includes('*') || services.includes(service);

function wholeServices(
  { field, name }: AskedPolicy,
  { ref, wholeServices: whole }: ExpandedStatement,
  services: string[],
): Violation[] {
  const found = whole.filter(service => isOneOf(services, service));
  return found.length === 0
    ? []
    : [
        {
          field,
          rule: 'denied-wildcards',
          message: `${statementIn(ref, name)} allows every action of ${someOf(
            found,
          )}. Name only the actions that the service needs.`,
        },
      ];
}

function everyResource(
  { field, name, isGrant }: AskedPolicy,
  { ref, actions }: ExpandedStatement,
  services: string[],
): Violation[] {
  if (isGrant) return [];
  const found = actions
    .filter(
      ({ action, everyResource: every }) =>
        every && isOneOf(services, action.split(':')[0]),
    )
    .map(({ action }) => action);
  return found.length === 0
    ? []
    : [
        {
          field,
          rule: 'denied-wildcards',
          message: `${statementIn(ref, name)} allows ${someOf(
            found,
          )} on every resource. Name the resources that the service needs.`,
        },
      ];
}

/** Statements about a whole service, or about every resource where an action could be limited to some. */
export const deniedWildcards: PolicyGuardrail = ({
  guardrails: { deniedWildcards: denied },
  policies,
  catalogue,
}) => {
  if (denied.services.length + denied.resources.length === 0) return [];
  return policies.flatMap(policy => {
    const { name, document } = policy;
    return expandStatements([{ name, document }], { catalogue }).flatMap(
      statement => [
        ...wholeServices(policy, statement, denied.services),
        ...everyResource(policy, statement, denied.resources),
      ],
    );
  });
};
