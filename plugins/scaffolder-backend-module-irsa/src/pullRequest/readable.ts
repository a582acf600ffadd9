import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import { saysWhereItLeads } from '@backstage-irsa/core/ownership';
import { refusal } from '../lib/refusal';
import type { Repository } from './repository';
import type { PullRequestSettings } from './settings';

/** Returns the URL prefix of the files of a repository; undefined if the catalog does not read files of this host by URL. */
function addressOf({
  kind,
  host,
  repo,
  remoteUrl,
  ...within
}: Repository): string | undefined {
  const { owner, workspace, project } = within;
  switch (kind) {
    case 'github':
      return `https://${host}/${owner}/${repo}/`;
    case 'gitlab':
      // Without "/-/" it could be a group of that name.
      return `https://${host}/${owner}/${repo}/-/`;
    case 'bitbucketCloud':
      return `https://${host}/${workspace}/${repo}/`;
    case 'bitbucketServer':
      return `https://${host}/projects/${project}/repos/${repo}/`;
    case 'azure':
      return `${remoteUrl}?`;
    default:
      return `${remoteUrl}/`;
  }
}

/**
 * Whether the catalog read the entity from a file of this repository. The catalog sets the annotation itself, and overwrites the value in the file.
 */
function isOwn(repository: Repository, entity: Entity | undefined): boolean {
  const location = entity?.metadata.annotations?.[ANNOTATION_LOCATION];
  const url = location?.startsWith('url:') ? location.slice(4) : undefined;
  const address = addressOf(repository);
  if (url === undefined || address === undefined) return false;
  return (
    saysWhereItLeads(url) && url.toLowerCase().startsWith(address.toLowerCase())
  );
}

/** Whether a name matches a configured name, in which `*` stands for any text. */
function matches(name: string, pattern: string): boolean {
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.\\^$+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

/**
 * Refuses to read a repository for a user who may not see it. This is necessary because Backstage reads with its own access to the Git host, and the
 * entity's team chooses the repository and the file. Allowed are the entity's own repository, which its team writes, and those of
 * `irsa.pullRequests.readableRepositories`.
 *
 * @throws InputError - that names the repository and what to do
 */
export function requireReadable(
  repository: Repository,
  entity: Entity | undefined,
  { readableRepositories }: PullRequestSettings,
): void {
  const { repo, repoUrl } = repository;
  if (
    isOwn(repository, entity) ||
    readableRepositories.some(pattern => matches(repo, pattern))
  ) {
    return;
  }
  throw refusal(
    'InputError',
    `repositoryFile: Backstage does not read ${repoUrl} for this component, because the catalog read the component from elsewhere. Leave the file empty, or ask an administrator to add "${repo}" to irsa.pullRequests.readableRepositories: then everyone who can request access can see its YAML files.`,
  );
}
