import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The programs of a control plane. */
const PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager'] as const;

/**
 * Returns the folder with the programs of a real control plane, which envtest names in `KUBEBUILDER_ASSETS`.
 * @throws Error if `KUBEBUILDER_ASSETS` names no folder with these programs
 *
 * @public
 */
export function kubebuilderAssets(
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const folder = environment.KUBEBUILDER_ASSETS;
  if (!folder) {
    throw new Error(
      'KUBEBUILDER_ASSETS is not set: packages/sandbox/src/envtest/kube-assets.sh, or setup-envtest, prints the folder to set it to.',
    );
  }
  for (const program of PROGRAMS) {
    try {
      accessSync(join(folder, program), constants.X_OK);
    } catch {
      throw new Error(
        `KUBEBUILDER_ASSETS is ${folder}, which has no ${program} that can be run.`,
      );
    }
  }
  return folder;
}
