import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import { refusal } from '../lib/refusal';
import { ANNOTATIONS } from './annotations';
import type { HostKind } from './hosts';
import { fillIn } from './placeholders';
import { requireReviewers } from './reviewers';
import {
  branchRule,
  pathRule,
  repositoryRule,
  requireRule,
  withPlaceholders,
} from './rules';
import type { PullRequestSettings } from './settings';

/** The repository and folder for the files of an IAM service account. */
export interface Repository {
  kind: HostKind;
  host: string;
  /** The location within the host. Which of these fields exist depends on the kind of host. */
  owner?: string;
  organization?: string;
  workspace?: string;
  project?: string;
  repo: string;
  /** The URL in the format of Backstage's actions. */
  repoUrl: string;
  /** The clone URL, if `repoUrl` is not sufficient. */
  remoteUrl?: string;
  /** The folder of the files. */
  path: string;
  /** The branch to merge into. Defaults to the default branch of the repository. */
  targetBranch?: string;
  reviewers: string[];
}

const asInputError = (message: string) => refusal('InputError', message);

/**
 * Returns the URL of a repository if `repoUrl` is not sufficient: `https://<host>/<organization>/<project>/_git/<repository>` for Azure DevOps, whose
 * actions require it, or the URL of a local repository.
 */
function remoteUrlOf(
  { kind, host, within, localUrl }: PullRequestSettings,
  repo: string,
): string | undefined {
  if (kind !== 'azure') return localUrl && `${localUrl}/${repo}`;
  const { organization, project } = within;
  const path = [organization, project, '_git', repo].map(encodeURIComponent);
  return `https://${host}/${path.join('/')}`;
}

/** Returns the settings after checked overrides by the entity's annotations. */
function overridden(
  settings: PullRequestSettings,
  entity: Entity | undefined,
  entityRef: string,
): Pick<PullRequestSettings, 'repo' | 'path' | 'targetBranch' | 'reviewers'> {
  const annotations = entity?.metadata.annotations ?? {};
  const nameOf = (key: keyof typeof ANNOTATIONS) =>
    `Annotation ${ANNOTATIONS[key]} of ${entityRef}`;
  const read = (
    key: keyof typeof ANNOTATIONS,
    rule: Parameters<typeof requireRule>[1],
  ) => {
    const text = annotations[ANNOTATIONS[key]];
    return text === undefined
      ? undefined
      : requireRule(text, rule, nameOf(key), asInputError);
  };
  const names = annotations[ANNOTATIONS.reviewers];
  return {
    repo: read('repository', withPlaceholders(repositoryRule)) ?? settings.repo,
    path: read('path', withPlaceholders(pathRule)) ?? settings.path,
    targetBranch: read('branch', branchRule) ?? settings.targetBranch,
    reviewers:
      names === undefined
        ? settings.reviewers
        : requireReviewers(
            names.split(',').map(name => name.trim()),
            settings,
            nameOf('reviewers'),
            asInputError,
          ),
  };
}

/**
 * Returns the destination of the files, from the configuration and the annotations of the entity, which is undefined while it is not in the catalog.
 *
 * @throws InputError - that names the annotation and the rule, or the missing setting.
 */
export function repositoryOf(
  settings: PullRequestSettings | undefined,
  entity: Entity | undefined,
  of: ServiceAccountRef & { entityRef: string },
): Repository {
  if (!settings) {
    throw asInputError(
      'No repository is configured for pull requests. Set irsa.pullRequests.repository in the configuration of Backstage, such as github.com?owner=my-org&repo={component}.',
    );
  }
  const { kind, host, within } = settings;
  const { entityRef, cluster, namespace, name } = of;
  const component = parseEntityRef(entityRef).name;
  const values = { component, cluster, namespace, name };
  const chosen = overridden(settings, entity, entityRef);
  const repo = requireRule(
    fillIn(chosen.repo, values),
    repositoryRule,
    `The repository of ${entityRef}`,
    asInputError,
  );
  const path = requireRule(
    fillIn(chosen.path, values),
    pathRule,
    `The folder of ${entityRef}`,
    asInputError,
  );
  const remoteUrl = remoteUrlOf(settings, repo);
  const targetBranch =
    chosen.targetBranch ?? (kind === 'azure' ? 'main' : undefined);
  return {
    kind,
    host,
    ...within,
    repo,
    repoUrl: `${host}?${new URLSearchParams({ ...within, repo })}`,
    ...(remoteUrl !== undefined && { remoteUrl }),
    path,
    ...(targetBranch !== undefined && { targetBranch }),
    reviewers: chosen.reviewers,
  };
}
