import {
  type AccessLevel,
  type ServicePermissions,
} from '@backstage-irsa/core/model';
import { parseArn } from '@backstage-irsa/core/arn';

/** The permissions of a role in one service on one set of resources. */
export interface PermissionRow {
  /** The common name of the service, such as `S3`. */
  title: string;
  levels: AccessLevel[];
  /** The common names of the resources, such as `orders-uploads`. Empty means all resources. */
  resources: string[];
}

/**
 * Returns the common name of a resource: the part of its ARN after the account, without a leading type and without the `/*` for its content. Keeps
 * the `/*` that means all resources of a type, such as in `key/*`. Text that is not an ARN stays as it is.
 */
export function resourceName(resource: string): string {
  const arn = parseArn(resource);
  const named = arn?.resource ?? resource;
  // In S3, `orders-uploads/*` is the content of a bucket.
  const isType = arn && arn.service !== 's3' && /^[\w-]+\/\*$/.test(named);
  return (isType ? named : named.replace(/\/\*$/, '')).replace(
    /^(table|function|secret|key)[/:]/,
    '',
  );
}

/** Returns the permissions as rows: one for each service and set of resources. Access levels with the same resources share a row. */
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
