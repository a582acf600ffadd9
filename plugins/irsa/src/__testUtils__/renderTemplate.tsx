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

// A whole form takes its time on a busy machine.
jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 30_000 });

/** What the catalog and the scaffolder answer, where a test asks them. */
interface Others {
  entities?: Entity[];
  dryRun?: ScaffolderApi['dryRun'];
}

/** Opens the form of a template with these pages. */
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
