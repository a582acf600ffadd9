import type { RootConfigService } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { HOSTS, isHostKind, type HostKind } from './hosts';
import { requireReviewers } from './reviewers';
import {
  branchRule,
  pathRule,
  readableRepositoryRule,
  repositoryRule,
  requireRule,
  sourceFileRule,
  withPlaceholders,
} from './rules';

/** The destination of pull requests, unless the annotations of an entity override it. */
export interface PullRequestSettings {
  kind: HostKind;
  host: string;
  /** The parameters of `repoUrl` in addition to `repo`, such as `owner`. Entities cannot override them. */
  within: Record<string, string>;
  /** The name of the repository, with placeholders. */
  repo: string;
  /** The folder of the files, with placeholders. */
  path: string;
  targetBranch?: string;
  reviewers: string[];
  /** The file that defines existing ServiceAccounts, with placeholders. */
  serviceAccountFile?: string;
  /** Name patterns (with `*`) of repositories whose files everyone may read, in addition to the entity's own repository. */
  readableRepositories: string[];
  /** The URL of the local repositories that the host of `npm start` serves. */
  localUrl?: string;
}

const SECTION = 'irsa.pullRequests';
const KEY = `${SECTION}.repository`;
const DEFAULT_PATH = 'aws-identity/{cluster}/{namespace}/{name}';
const LOCAL = 'local-git';

const asError = (message: string) => new Error(message);

function readKind(host: string, config: RootConfigService): HostKind {
  if (host === LOCAL) {
    if (config.getOptionalBoolean('irsa.development')) return LOCAL;
    throw new Error(`${KEY} names ${LOCAL}, which is for development only.`);
  }
  const type = ScmIntegrations.fromConfig(config).byHost(host)?.type;
  if (type !== undefined && isHostKind(type)) return type;
  const problem =
    type === undefined
      ? 'which has no integration: add it to the integrations of Backstage'
      : `whose integration ${type} is not supported by the templates`;
  throw new Error(`${KEY} names the host "${host}", ${problem}.`);
}

function readWithin(
  kind: HostKind,
  parameters: URLSearchParams,
): Record<string, string> {
  const { title, within } = HOSTS[kind];
  const known = [...within, 'repo'];
  const unknown = [...parameters.keys()].find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `${KEY} has the parameter "${unknown}": ${title} takes ${known.join(
        ', ',
      )}.`,
    );
  }
  return Object.fromEntries(
    within.map(name => {
      const value = parameters.get(name) ?? '';
      // GitLab groups are separated by "/", and Azure DevOps projects can contain spaces.
      if (/^\w[\w.~ -]*(\/\w[\w.-]*)*$/.test(value)) return [name, value];
      throw new Error(
        `${KEY} has the ${name} "${value}", which is not valid for ${title}. Do not use placeholders.`,
      );
    }),
  );
}

/**
 * Reads and checks `irsa.pullRequests`; undefined if no repository is set.
 *
 * @throws Error - that names the key and the rule.
 */
export function readPullRequestSettings(
  config: RootConfigService,
): PullRequestSettings | undefined {
  const section = config.getOptionalConfig(SECTION);
  const repository = section?.getOptionalString('repository');
  if (!section || repository === undefined) return undefined;
  const [host, query = ''] = repository.split('?');
  const parameters = new URLSearchParams(query);
  const kind = readKind(host, config);
  const within = readWithin(kind, parameters);
  const branch = section.getOptionalString('targetBranch');
  const file = section.getOptionalString('serviceAccountFile');
  return {
    kind,
    host,
    within,
    ...(kind === LOCAL && {
      localUrl: `${config.getString('backend.baseUrl')}/api/host-repositories`,
    }),
    repo: requireRule(
      parameters.get('repo') ?? '',
      withPlaceholders(repositoryRule),
      `${KEY}, repo,`,
      asError,
    ),
    path: requireRule(
      section.getOptionalString('path') ?? DEFAULT_PATH,
      withPlaceholders(pathRule),
      `${SECTION}.path`,
      asError,
    ),
    ...(branch !== undefined && {
      targetBranch: requireRule(
        branch,
        branchRule,
        `${SECTION}.targetBranch`,
        asError,
      ),
    }),
    reviewers: requireReviewers(
      section.getOptionalStringArray('reviewers') ?? [],
      { kind, within },
      `${SECTION}.reviewers`,
      asError,
    ),
    readableRepositories: (
      section.getOptionalStringArray('readableRepositories') ?? []
    ).map(name =>
      requireRule(
        name,
        readableRepositoryRule,
        `${SECTION}.readableRepositories`,
        asError,
      ),
    ),
    ...(file !== undefined && {
      serviceAccountFile: requireRule(
        file,
        withPlaceholders(sourceFileRule),
        `${SECTION}.serviceAccountFile`,
        asError,
      ),
    }),
  };
}
