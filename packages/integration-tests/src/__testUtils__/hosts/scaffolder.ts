import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import azureDevopsModule from '@backstage-community/plugin-scaffolder-backend-module-azure-devops';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import azureModule from '@backstage/plugin-scaffolder-backend-module-azure';
import bitbucketCloudModule from '@backstage/plugin-scaffolder-backend-module-bitbucket-cloud';
import bitbucketServerModule from '@backstage/plugin-scaffolder-backend-module-bitbucket-server';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import type { JsonObject } from '@backstage/types';
import irsaModule from '@backstage-irsa/plugin-scaffolder-backend-module-irsa';
import request from 'supertest';
import { parse } from 'yaml';
import { namespaceRule } from '../namespaceRule';
import { startTestHost, type TestHost } from '../host';

const TEMPLATES = join(__dirname, '..', '..', '..', '..', '..', 'templates');

/** Returns a template of the repository as a catalog entity. */
function templateOf(name: string): Entity {
  const path = join(TEMPLATES, name, 'template.yaml');
  const entity: Entity = parse(readFileSync(path, 'utf8'));
  entity.metadata.annotations = {
    'backstage.io/managed-by-location': `file:${path}`,
  };
  return entity;
}

/** The modules of each host, as in its row of docs/how-to/pull-requests.md. */
export const MODULES = {
  github: [githubModule],
  gitlab: [gitlabModule],
  bitbucketCloud: [bitbucketCloudModule],
  bitbucketServer: [bitbucketServerModule],
  azure: [azureModule, azureDevopsModule],
} satisfies Record<string, BackendFeature[]>;

/** The integrations of the emulated hosts. */
const INTEGRATIONS = {
  github: [{ host: 'github.com', token: 'a-token' }],
  gitlab: [{ host: 'gitlab.com', token: 'a-token' }],
  bitbucketCloud: [{ username: 'somebody', token: 'a-token' }],
  bitbucketServer: [
    {
      host: 'bitbucket.example.com',
      apiBaseUrl: 'https://bitbucket.example.com/rest/api/1.0',
      token: 'a-token',
    },
  ],
  azure: [
    {
      host: 'dev.azure.com',
      credentials: [{ personalAccessToken: 'a-token' }],
    },
  ],
};

/** The result of a task. */
interface TaskEnd {
  status: string;
  log: string;
  output: {
    links?: { title: string; url?: string }[];
    text?: { content: string }[];
  };
}

/** The plugins and Backstage's scaffolder, with the templates of this repository. */
export interface ScaffolderStage {
  host: TestHost;
  /** The locations that were registered in the catalog. */
  locations: string[];
  /** Runs a template until it ends. */
  run(template: string, values: object): Promise<TaskEnd>;
}

/** Starts the scaffolder with the modules of one host only. */
export async function startScaffolder(options: {
  kind: keyof typeof MODULES;
  pullRequests: JsonObject;
  entities?: Entity[];
}): Promise<ScaffolderStage> {
  const locations: string[] = [];
  const entities = [
    templateOf('add-aws-access'),
    templateOf('service-with-s3'),
    ...(options.entities ?? []),
  ];
  const catalog = catalogServiceMock({ entities });
  catalog.addLocation = async ({ target, dryRun }) => {
    if (!dryRun) locations.push(target);
    const location = {
      id: '1',
      type: 'url',
      target,
      entityRef: 'location:x/y',
    };
    return { location, entities: [] };
  };
  const host = await startTestHost({
    root: {
      integrations: INTEGRATIONS,
      scaffolder: {
        defaultAuthor: { name: 'Scaffolder', email: 'scaffolder@example.com' },
      },
    },
    irsa: {
      pullRequests: options.pullRequests,
      namespaceRules: [namespaceRule(['group:default/team'])],
    },
    catalog: createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () => catalog,
    }),
    features: [scaffolderPlugin, irsaModule, ...MODULES[options.kind]],
  });
  const { server } = host.backend;
  const path = '/api/scaffolder/v2/tasks';
  return {
    host,
    locations,
    async run(template, values) {
      const asked = await request(server)
        .post(path)
        .send({ templateRef: `template:default/${template}`, values });
      if (asked.status !== 201) throw new Error(asked.text);
      const task = `${path}/${asked.body.id}`;
      let status = 'open';
      while (!['completed', 'failed', 'cancelled'].includes(status)) {
        await new Promise(resolve => setTimeout(resolve, 100));
        status = (await request(server).get(task)).body.status;
      }
      const { body: events } = await request(server).get(`${task}/events`);
      const end = events.findLast(({ type }: { type: string }) =>
        type.startsWith('completion'),
      );
      return {
        status,
        log: events
          .map(({ body }: { body: { message: string } }) => body.message)
          .join('\n'),
        output: end?.body.output ?? {},
      };
    },
  };
}
