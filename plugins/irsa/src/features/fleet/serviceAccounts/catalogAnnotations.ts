import {
  formatServiceAccountRef,
  SERVICE_ACCOUNT_ANNOTATION,
  type FleetServiceAccount,
} from '@backstage-irsa/core/model';

/** Returns the annotations for catalog files that correspond to the proposals, as YAML. */
export function catalogAnnotations(
  rows: readonly FleetServiceAccount[],
): string {
  const named = new Map<string, string[]>();
  for (const row of rows) {
    if (!row.proposedEntity) continue;
    const { entityRef } = row.proposedEntity;
    const refs = named.get(entityRef) ?? [];
    named.set(entityRef, [...refs, formatServiceAccountRef(row)]);
  }
  return [...named]
    .map(
      ([entityRef, refs]) =>
        `# ${entityRef}\nmetadata:\n  annotations:\n    ${SERVICE_ACCOUNT_ANNOTATION}: ${refs.join(
          ',',
        )}\n`,
    )
    .join('---\n');
}
