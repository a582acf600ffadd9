import { inPartition, type ActionCatalogue } from '@backstage-irsa/iam-policy';

/** Returns the catalogue with the resources that a principal can have access to: those of its own partition, if that is known. */
export function catalogueFor(
  partition: string | undefined,
  catalogue: ActionCatalogue,
): ActionCatalogue {
  return partition === undefined
    ? catalogue
    : inPartition(catalogue, partition);
}
