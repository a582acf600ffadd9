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

/** Where pull requests go, unless the annotations of an entity say otherwise. */
export interface PullRequestSettings {
  kind: HostKind;
  host: string;
  /** The parameters of `repoUrl` beside `repo`, such as `owner`. No entity changes them. */
  within: Record<string, string>;
  /** With placeholders. */
  repo: string;
  /** With placeholders. */
  path: string;
  targetBranch?: string;
  reviewers: string[];
  /** That existing ServiceAccounts come from; with placeholders. */
  serviceAccountFile?: string;
  /** Names of repositories, with `*`, whose files are read for everyone, beside the repository of the entity itself. */
  readableRepositories: string[];
  /** Where the host of `npm start` serves its local repositories. */
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
      : `whose integration is ${type}: the templates have no step for it`;
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
      // Groups of GitLab are parted by "/", and projects of Azure DevOps may have spaces.
      if (/^\w[\w.~ -]*(\/\w[\w.-]*)*$/.test(value)) return [name, value];
      throw new Error(
        `${KEY} has the ${name} "${value}": write one for ${title}, without placeholders.`,
      );
    }),
  );
}

/**
 * Reads and checks `irsa.pullRequests`; undefined without a repository.
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
