import {
  expandStatements,
  type ExpandedStatement,
} from '@backstage-irsa/iam-policy';
import { isAssumable } from './assumableRoles';
import type { PolicyGuardrail } from './types';
import { someOf, statementIn } from './words';

/** The actions that a statement grants and the denied patterns stand for, however either is written. */
function deniedIn(
  statement: ExpandedStatement,
  denied: ExpandedStatement,
  names: ReadonlySet<string>,
): string[] {
  return [
    ...statement.actions.flatMap(({ action }) =>
      names.has(action) ? [action] : [],
    ),
    ...denied.unknownActions.filter(statement.mayGrant),
    ...statement.unknownActions.filter(denied.mayGrant),
  ];
}

/** Actions that nobody may be granted. A role that administrators let services assume is named by them beside these. */
export const deniedActions: PolicyGuardrail = ({
  guardrails,
  policies,
  catalogue,
}) => {
  const patterns = guardrails.deniedActions;
  if (patterns.length === 0) return [];
  const [denied] = expandStatements(
    [
      {
        name: 'denied actions',
        document: {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: patterns, Resource: '*' },
        },
      },
    ],
    { catalogue },
  );
  const names = new Set(denied.actions.map(({ action }) => action));
  const asked = policies.filter(
    ({ assumes }) =>
      assumes === undefined || !isAssumable(guardrails.assumableRoles, assumes),
  );
  return asked.flatMap(({ field, name, document }) =>
    expandStatements([{ name, document }], { catalogue }).flatMap(statement => {
      const found = [...new Set(deniedIn(statement, denied, names))];
      return found.length === 0
        ? []
        : [
            {
              field,
              rule: 'denied-actions',
              message: `${statementIn(statement.ref, name)} allows ${someOf(
                found,
              )}, which nobody may be given here (${someOf(
                patterns,
              )}). Name only the actions that the service needs.`,
            },
          ];
    }),
  );
};
