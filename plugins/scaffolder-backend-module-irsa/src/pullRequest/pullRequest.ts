import { createHash } from 'node:crypto';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  type RenderedFile,
} from '@backstage-irsa/core/model';
import { HOSTS } from './hosts';
import type { Repository } from './repository';

/** What a step that opens the pull request takes. */
export interface PullRequest extends Omit<Repository, 'reviewers'> {
  branch: string;
  title: string;
  description: string;
  /** Users. Absent when there are none, as the actions want it. */
  reviewers?: string[];
  /** Teams of GitHub, without their owner. */
  teamReviewers?: string[];
}

/** What it is about. */
interface Content {
  files: RenderedFile[];
  title: string;
  /** The first sentences of the description. */
  summary: string;
  /** What to do, as sentences. */
  notes: string[];
}

/** Beyond that a host may refuse the name. */
const MOST_CHARACTERS = 100;

/**
 * The branch: the same one for the same IAM service account where the action of the host adds commits to it. Elsewhere it is another one for other files,
 * since the actions commit nothing to a branch that exists: one that is there has these very files.
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

/** The pull request for files of an IAM service account. */
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
