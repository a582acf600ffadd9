import type { ServiceAccountPatch } from '@backstage-irsa/core/model';
import type { Zod } from './zod';

/** The output with the changes of a ServiceAccount that another tool manages. */
export const patchOutput = {
  serviceAccountPatch: (z: Zod) =>
    z
      .object({
        annotations: z
          .record(z.string().nullable())
          .describe('Annotations to set. Null removes one.'),
        helmValues: z.string().describe('As Helm values.'),
        kustomization: z
          .string()
          .describe('As an entry of patches in kustomization.yaml.'),
        manifest: z.string().describe('As a Kubernetes manifest.'),
      })
      .optional()
      .describe(
        'The changes to make where an existing ServiceAccount is managed. Absent if no change is needed.',
      ),
};

/** Outputs the patch, if there is one. */
export function putOutPatch(
  patch: ServiceAccountPatch | undefined,
  output: (
    name: 'serviceAccountPatch',
    value: Omit<ServiceAccountPatch, 'managedBy'>,
  ) => void,
): void {
  if (!patch) return;
  const { managedBy: _, annotations, ...snippets } = patch;
  // The templates of the scaffolder accept only plain records.
  const plain = { ...annotations };
  output('serviceAccountPatch', { ...snippets, annotations: plain });
}
