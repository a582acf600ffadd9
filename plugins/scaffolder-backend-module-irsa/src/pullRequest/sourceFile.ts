import { posix } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import { refusal } from '../lib/refusal';
import type { ServiceAccountFile } from '../lib/serviceAccountFile';
import { writeFiles } from '../lib/writeFiles';
import { ANNOTATIONS } from './annotations';
import { fillIn } from './placeholders';
import { requireReadable } from './readable';
import type { Repository } from './repository';
import { requireRule, sourceFileRule, withPlaceholders } from './rules';
import type { PullRequestSettings } from './settings';

/** The file that `path[#place]` means: what it is follows from its name. */
function parse(text: string): ServiceAccountFile {
  const [path, at] = text.split('#');
  const name = posix.basename(path);
  if (at !== undefined) return { path, kind: 'helm-values', at };
  if (/values/i.test(name)) return { path, kind: 'helm-values' };
  return /^kustomization\.ya?ml$/i.test(name)
    ? { path, kind: 'kustomization' }
    : { path, kind: 'manifest' };
}

const asInputError = (message: string) => refusal('InputError', message);

/** What says which file of the repository an existing ServiceAccount comes from: the first that says anything. */
interface SourceFileRequest {
  /** The input of the action. */
  asked: string | undefined;
  entity: Entity | undefined;
  settings: PullRequestSettings | undefined;
  of: ServiceAccountRef & { entityRef: string };
}

/**
 * The file of the repository that an existing ServiceAccount comes from; undefined when nothing says it.
 *
 * @throws InputError - that names the input or the annotation, and the rule
 */
export function sourceFileOf({
  asked,
  entity,
  settings,
  of: { entityRef, cluster, namespace, name },
}: SourceFileRequest): ServiceAccountFile | undefined {
  const annotation = ANNOTATIONS.serviceAccountFile;
  const annotated = entity?.metadata.annotations?.[annotation];
  const where = asked
    ? 'The input repositoryFile'
    : `Annotation ${annotation} of ${entityRef}`;
  const text = asked || (annotated ?? settings?.serviceAccountFile);
  if (text === undefined) return undefined;
  const component = parseEntityRef(entityRef).name;
  const path = fillIn(
    requireRule(text, withPlaceholders(sourceFileRule), where, asInputError),
    { component, cluster, namespace, name },
  );
  return parse(requireRule(path, sourceFileRule, where, asInputError));
}

/**
 * The address of a file as Backstage's URL readers take it; undefined where they cannot read it: on GitHub and Bitbucket Cloud on a branch whose
 * name has parts, which they take for folders.
 */
export function fileUrlOf(
  { kind, host, remoteUrl, repo, targetBranch = 'HEAD', ...within }: Repository,
  path: string,
): string | undefined {
  const branch = encodeURIComponent(targetBranch);
  const hasParts = targetBranch.includes('/');
  const { owner, workspace, project } = within;
  switch (kind) {
    case 'github':
      return hasParts
        ? undefined
        : `https://${host}/${owner}/${repo}/blob/${branch}/${path}`;
    case 'gitlab':
      return `https://${host}/${owner}/${repo}/-/blob/${branch}/${path}`;
    case 'bitbucketCloud':
      return hasParts
        ? undefined
        : `https://${host}/${workspace}/${repo}/src/${branch}/${path}`;
    case 'bitbucketServer':
      return `https://${host}/projects/${project}/repos/${repo}/browse/${path}?at=${branch}`;
    case 'azure':
      return `${remoteUrl}?path=/${path}&version=GB${branch}`;
    default:
      return `${remoteUrl}/${path}`;
  }
}

/**
 * The text of a file of a repository, on the branch that the pull request is for.
 *
 * @throws InputError - when it cannot be read there, or is no text
 */
async function readFrom(
  reader: UrlReaderService,
  repository: Repository,
  path: string,
): Promise<string> {
  const url = fileUrlOf(repository, path);
  const where = `repositoryFile: ${path} of ${repository.repoUrl}`;
  if (url === undefined) {
    throw asInputError(
      `${where} cannot be read by Backstage: it is on a branch with "/" of GitHub or Bitbucket Cloud. Fetch it into the workspace, and name it in serviceAccountFile.`,
    );
  }
  const bytes = await reader
    .readUrl(url)
    .then(file => file.buffer())
    .catch(error => {
      throw asInputError(
        `${where} could not be read. Check its path and branch. ${error}`,
      );
    });
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) {
    throw asInputError(`${where} is not in UTF-8.`);
  }
  return text;
}

/**
 * Writes the file that an existing ServiceAccount comes from into the workspace, as it is in the repository. Answers where; undefined when nothing says
 * which it is.
 *
 * @throws InputError - that says what is wrong with its name, or that it may not or cannot be read
 */
export async function fetchSourceFile(
  request: SourceFileRequest,
  repository: Repository,
  to: { reader: UrlReaderService; workspacePath: string; targetPath: string },
): Promise<ServiceAccountFile | undefined> {
  const file = sourceFileOf(request);
  if (!file || !request.settings) return undefined;
  requireReadable(repository, request.entity, request.settings);
  const content = await readFrom(to.reader, repository, file.path);
  const [path] = await writeFiles(to.workspacePath, to.targetPath, [
    { path: file.path, content },
  ]);
  return { ...file, path };
}
