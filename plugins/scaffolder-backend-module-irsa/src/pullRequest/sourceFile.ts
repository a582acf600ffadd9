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

/** Parses `path[#place]`. The file name determines the kind of file. */
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

/** The sources that can name the repository file of an existing ServiceAccount. The first one that names a file wins. */
interface SourceFileRequest {
  /** The input of the action. */
  asked: string | undefined;
  entity: Entity | undefined;
  settings: PullRequestSettings | undefined;
  of: ServiceAccountRef & { entityRef: string };
}

/**
 * Returns the repository file that defines an existing ServiceAccount; undefined if no source names one.
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
 * Returns the URL of a file for Backstage's URL readers; undefined if they cannot read it: on GitHub and Bitbucket Cloud, they take the "/" in a
 * branch name for a folder separator.
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
 * Reads the text of a repository file, on the target branch of the pull request.
 *
 * @throws InputError - if it cannot be read, or is not UTF-8 text
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
      `${where} cannot be read by Backstage: the name of its branch contains "/" (GitHub and Bitbucket Cloud). Fetch the file into the workspace, and set serviceAccountFile.`,
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
    throw asInputError(
      `${where} is not UTF-8 text. Convert the file to UTF-8.`,
    );
  }
  return text;
}

/**
 * Copies the file that defines an existing ServiceAccount from the repository to the workspace. Returns the copy; undefined if no source names a
 * file.
 *
 * @throws InputError - that says what is wrong with its name, or why it cannot be read
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
