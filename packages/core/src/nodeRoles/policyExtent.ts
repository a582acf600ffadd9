import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../model/document';
import { servicesOf } from './actions';

/**
 * Returns what a document allows: each service on each resource. Further lines are what limits all of them: conditions, the patterns of NotResource,
 * and the Deny statements.
 */
export function policyExtent(document: PolicyDocument): string[] {
  const statements = statementsOf(document);
  const denies = statements
    .filter(({ Effect }) => Effect === 'Deny')
    .map(({ Sid: _, ...deny }) => JSON.stringify(deny));
  const parts = statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(statement => {
      const { Resource = [], NotResource } = statement;
      const limits = [...limitsOf(statement), ...denies];
      const resources = NotResource === undefined ? [Resource].flat() : ['*'];
      return servicesOf({ ...document, Statement: [statement] }).flatMap(
        service =>
          resources.map(resource =>
            [`${service} on ${resource}`, ...limits].join('\n'),
          ),
      );
    });
  return [...new Set(parts)];
}

function limitsOf({ Condition = {}, NotResource = [] }: Statement): string[] {
  return [
    ...[NotResource].flat().map(resource => `not on ${resource}`),
    ...Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) =>
        JSON.stringify({ operator, key, values: [values].flat().sort() }),
      ),
    ),
  ];
}
