import { readFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  patchHelmValues,
  patchKustomization,
  patchManifest,
  type FilePatch,
} from '@backstage-irsa/core/delivery';
import type {
  RenderedFile,
  ServiceAccountPatch,
} from '@backstage-irsa/core/model';
import type { Zod } from './zod';

/** The key from which charts usually read the annotations. */
const USUAL = 'serviceAccount.annotations';

/** The input that names the workspace file of an existing ServiceAccount. */
export const serviceAccountFileInput = {
  serviceAccountFile: (z: Zod) =>
    z
      .object({
        path: z.string({
          description: 'The path of the file in the workspace.',
        }),
        kind: z.enum(['helm-values', 'kustomization', 'manifest'], {
          description: 'The kind of the file.',
        }),
        at: z
          .string({
            description: `The key of the annotations in Helm values. Default: ${USUAL}.`,
          })
          .optional(),
      })
      .optional()
      .describe(
        'The file that defines an existing ServiceAccount, to set its annotations in. Nothing else in the file changes.',
      ),
};

/** A file that the input names. */
export interface ServiceAccountFile {
  path: string;
  kind: 'helm-values' | 'kustomization' | 'manifest';
  at?: string;
}

function patched(
  text: string,
  { kind, at = USUAL }: ServiceAccountFile,
  place: { namespace: string; name: string },
  { annotations }: ServiceAccountPatch,
): FilePatch {
  switch (kind) {
    case 'helm-values':
      return patchHelmValues(text, at, annotations);
    case 'kustomization':
      return patchKustomization(text, place, annotations);
    default:
      return patchManifest(text, place, annotations);
  }
}

/**
 * Returns the file with the annotations of the patch, and notes about it. Returns nothing without a file or a patch.
 *
 * @throws InputError - that says why the file cannot be changed; NotAllowedError - for a path outside the workspace.
 */
export async function patchServiceAccountFile(
  workspacePath: string,
  file: ServiceAccountFile | undefined,
  place: { namespace: string; name: string },
  patch: ServiceAccountPatch | undefined,
): Promise<{ files: RenderedFile[]; notes: string[] }> {
  if (!file || !patch) return { files: [], notes: [] };
  const path = resolveSafeChildPath(workspacePath, file.path);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new InputError(
      `serviceAccountFile: The workspace has no file ${file.path}. Fetch it first.`,
    );
  });
  const answer = patched(text, file, place, patch);
  if ('refused' in answer) {
    throw new InputError(
      `serviceAccountFile: ${file.path} was not changed. ${answer.refused}`,
    );
  }
  return {
    files: [{ path: file.path, content: answer.text }],
    notes: answer.warnings.map(warning => `${file.path}: ${warning}`),
  };
}
