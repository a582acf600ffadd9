import type { Entity } from '@backstage/catalog-model';
import { mockApis } from '@backstage/frontend-test-utils';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  type ScaffolderApi,
  scaffolderApiRef,
} from '@backstage/plugin-scaffolder-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { configure } from '@testing-library/react';
import {
  irsaBackend,
  type IrsaBackendState,
} from '../../dev/fixtures/irsaBackend';
import { renderApp } from './renderApp';

// Rendering a complete form takes long on a busy machine.
jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 30_000 });

/** The answers of the catalog and the scaffolder, for tests that need them. */
interface Others {
  entities?: Entity[];
  dryRun?: ScaffolderApi['dryRun'];
}

/** Opens the form of a template with the given pages. */
export function renderTemplate(
  steps: { title: string; schema: object }[],
  state: IrsaBackendState,
  query = '',
  { entities = [], dryRun }: Others = {},
) {
  renderApp(irsaBackend(state), {
    features: [scaffolderPlugin],
    initialRouteEntries: [`/create/templates/default/template${query}`],
    apis: [
      mockApis.permission(),
      catalogApiMock({ entities }),
      [
        scaffolderApiRef,
        {
          getTemplateParameterSchema: async () => ({
            title: 'Template',
            steps,
          }),
          dryRun,
        },
      ],
    ],
  });
}
