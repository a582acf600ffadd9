import {
  type AccessLevel,
  type ServicePermissions,
} from '@backstage-irsa/core/model';
import { parseArn } from '@backstage-irsa/core/arn';

/** What a role may do in one service on one set of resources. */
export interface PermissionRow {
  /** The name people use, such as `S3`. */
  title: string;
  levels: AccessLevel[];
  /** The names people use, such as `orders-uploads`; empty means every resource. */
  resources: string[];
}

/**
 * The name people use for a resource: what follows the account in its ARN, without a type in front of it and without
 * the `/*` that stands for what it contains. What is no ARN stays as it is.
 */
export function resourceName(resource: string): string {
  const named = parseArn(resource)?.resource ?? resource;
  return named
    .replace(/\/\*$/, '')
    .replace(/^(table|function|secret|key)[/:]/, '');
}

/** The permissions as rows to read: one for each service and set of resources, levels that share it together. */
export function permissionRows(
  services: readonly ServicePermissions[],
): PermissionRow[] {
  return services.flatMap(({ title, levels }) => {
    const rows = new Map<string, PermissionRow>();
    for (const { level, resources } of levels) {
      const names = [...new Set(resources.map(resourceName))].sort();
      const everything = names.includes('*');
      const key = everything ? '*' : names.join(' ');
      const row = rows.get(key);
      if (row) row.levels.push(level);
      else {
        rows.set(key, {
          title,
          levels: [level],
          resources: everything ? [] : names,
        });
      }
    }
    return [...rows.values()];
  });
}
