import type {
  IamServiceAccountSpec,
  RenderedFile,
  RenderFormat,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  type ScaffolderApi,
  scaffolderApiRef,
} from '@backstage/plugin-scaffolder-react';
import { useCallback } from 'react';
import { useDebounced } from '../../../shared/ui/useDebounced';
import { type Loaded, useLoaded } from '../../../shared/ui/useLoaded';
import { SETTLE_MS } from '../plan/usePlan';

const textOfBase64 = (base64: string) =>
  new TextDecoder().decode(
    Uint8Array.from(atob(base64), character => character.charCodeAt(0)),
  );

/**
 * Returns the file that the template's action would change. Runs a dry run of the action itself, so that the preview and the action read and change
 * the file in the same way.
 */
async function changedFile(
  scaffolderApi: ScaffolderApi,
  input: Parameters<ScaffolderApi['dryRun']>[0]['values'],
): Promise<RenderedFile | undefined> {
  const { output, directoryContents } = await scaffolderApi.dryRun({
    template: {
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: { name: 'changed-file' },
      spec: {
        type: 'preview',
        steps: [
          {
            id: 'render',
            name: 'Write the files',
            action: 'irsa:service-account:render',
            // Pass user input only as parameter values, never as part of the template.
            input: Object.fromEntries(
              Object.keys(input).map(key => [key, `\${{ parameters.${key} }}`]),
            ),
          },
        ],
        output: { path: '${{ steps.render.output.changedFile }}' },
      },
    },
    values: input,
    directoryContents: [],
  });
  const file = directoryContents.find(({ path }) => path === output.path);
  return file && { path: file.path, content: textOfBase64(file.base64Content) };
}

/**
 * Loads the repository file that defines an existing ServiceAccount, with the changes of the pull request. Returns no file if the form names none, or
 * if Backstage creates the ServiceAccount.
 */
export function useChangedFile(
  spec: IamServiceAccountSpec | undefined,
  format: RenderFormat,
  repositoryFile: string | undefined,
): Loaded<RenderedFile | undefined> {
  const scaffolderApi = useApi(scaffolderApiRef);
  const input = {
    ...spec,
    ...{ format, repositoryFile },
    // The plan asks for confirmation of losses.
    ...{ pullRequest: true, confirmLosses: true },
  };
  const isExisting = spec?.serviceAccount === 'existing';
  const key = useDebounced(isExisting ? JSON.stringify(input) : '', SETTLE_MS);
  const load = useCallback(
    async () =>
      key === '' ? undefined : changedFile(scaffolderApi, JSON.parse(key)),
    [scaffolderApi, key],
  );
  return useLoaded(load);
}
