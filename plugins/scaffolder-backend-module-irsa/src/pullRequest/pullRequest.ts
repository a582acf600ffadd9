import { createHash } from 'node:crypto';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  type RenderedFile,
} from '@backstage-irsa/core/model';
import { HOSTS } from './hosts';
import type { Repository } from './repository';

/** The input for a step that opens the pull request. */
export interface PullRequest extends Omit<Repository, 'reviewers'> {
  branch: string;
  title: string;
  description: string;
  /** Users. Absent if there are none, because the actions require this. */
  reviewers?: string[];
  /** GitHub teams, without their owner. */
  teamReviewers?: string[];
}

/** The content of a pull request. */
interface Content {
  files: RenderedFile[];
  title: string;
  /** The first sentences of the description. */
  summary: string;
  /** Instructions, as sentences. */
  notes: string[];
}

/** The maximum length of the readable part of a branch name. Hosts can refuse longer names. */
const MOST_CHARACTERS = 100;

/**
 * Returns the branch name. If the host's action adds commits to an existing branch, it is always the same for an IAM service account. Otherwise it
 * depends on the files, because the action commits nothing to an existing branch: an existing branch has exactly these files.
 */
function branchOf(
  { kind }: Repository,
  spec: IamServiceAccountSpec,
  { files }: Content,
): string {
  const ref = formatServiceAccountRef(spec);
  const digest = createHash('sha256')
    .update(JSON.stringify(HOSTS[kind].updates ? ref : [ref, files]))
    .digest('hex')
    .slice(0, 8);
  const name = `aws-identity-${spec.namespace}-${spec.name}`
    .replaceAll('.', '-')
    .slice(0, MOST_CHARACTERS);
  return `${name}-${digest}`;
}

function descriptionOf(
  { kind }: Repository,
  { summary, notes }: Content,
): string {
  return [
    summary,
    ...notes,
    ...(HOSTS[kind].updates
      ? []
      : ['Close earlier requests for the same ServiceAccount.']),
  ].join('\n\n');
}

function presentList<K extends string>(
  key: K,
  names: string[],
): Partial<Record<K, string[]>> {
  return names.length > 0
    ? ({ [key]: names } as Partial<Record<K, string[]>>)
    : {};
}

/** Returns the pull request for the files of an IAM service account. */
export function pullRequestOf(
  repository: Repository,
  spec: IamServiceAccountSpec,
  content: Content,
): PullRequest {
  const { reviewers, ...where } = repository;
  const teams = reviewers.flatMap(name => name.split('/').slice(1));
  return {
    ...where,
    branch: branchOf(repository, spec, content),
    title: content.title,
    description: descriptionOf(repository, content),
    ...presentList(
      'reviewers',
      reviewers.filter(name => !name.includes('/')),
    ),
    ...presentList('teamReviewers', teams),
  };
}
