import {
  answer,
  rawFile,
  type Body,
  type HostEmulator,
  type HostState,
} from './types';

const REPO = '/repos/:owner/:repo';

/** Emulates api.github.com, API version 2022-11-28. */
export function github({ git, pullRequests }: HostState): HostEmulator {
  const nameOf = ({ owner, repo }: Record<string, string>) =>
    `github/${owner}/${repo}`;
  const page = (owner: string, repo: string) =>
    `https://github.com/${owner}/${repo}`;
  const openOf = (repository: string, source: string) =>
    pullRequests.find(
      one => one.repository === repository && one.source === source,
    );
  const shown = (one: Body, { owner, repo }: Record<string, string>) => ({
    number: one.number,
    html_url: `${page(owner, repo)}/pull/${one.number}`,
    base: { ref: one.target },
  });
  return {
    names: ['github.com', 'api.github.com'],
    repositoryOf: path => `github${path}`,
    routes: {
      [`GET ${REPO}`]: () =>
        answer(200, { default_branch: 'main', permissions: { push: true } }),
      [`GET ${REPO}/contents/:path`]: ({ params, query }) => {
        const at = { path: params.path, ref: query.get('ref') };
        return rawFile(git, nameOf(params), at);
      },
      [`GET ${REPO}/commits`]: ({ params, query }) => {
        const name = nameOf(params);
        const sha = git.commitOf(name, query.get('sha') ?? 'main');
        if (sha === undefined) return answer(404, { message: 'Not Found' });
        const tree = git.git(name, ['rev-parse', `${sha}^{tree}`]);
        return answer(200, [{ sha, commit: { tree: { sha: tree } } }]);
      },
      [`POST ${REPO}/git/blobs`]: ({ params, body }) => {
        const content = Buffer.from(body.content, body.encoding);
        const args = ['hash-object', '-w', '--stdin'];
        return answer(201, { sha: git.git(nameOf(params), args, content) });
      },
      [`POST ${REPO}/git/trees`]: ({ params, body }) => {
        const name = nameOf(params);
        git.git(name, ['read-tree', body.base_tree]);
        for (const { mode, sha, path } of body.tree) {
          const entry = `${mode},${sha},${path}`;
          git.git(name, ['update-index', '--add', '--cacheinfo', entry]);
        }
        return answer(201, { sha: git.git(name, ['write-tree']) });
      },
      [`POST ${REPO}/git/commits`]: ({ params, body }) => {
        const parents = body.parents.flatMap((sha: string) => ['-p', sha]);
        const args = ['commit-tree', body.tree, ...parents, '-m', body.message];
        return answer(201, { sha: git.git(nameOf(params), args) });
      },
      [`POST ${REPO}/git/refs`]: ({ params, body }) => {
        git.git(nameOf(params), ['update-ref', body.ref, body.sha]);
        return answer(201, { ref: body.ref });
      },
      [`PATCH ${REPO}/git/refs/:ref`]: ({ params, body }) => {
        const ref = `refs/${params.ref}`;
        git.git(nameOf(params), ['update-ref', ref, body.sha]);
        return answer(200, { ref });
      },
      'POST /graphql': ({ body }) => {
        const { head, ...params } = body.variables;
        const name = nameOf(params);
        const open = openOf(name, head);
        const edges = open ? [{ node: { number: open.number } }] : [];
        const ref = git.commitOf(name, head) && {
          associatedPullRequests: { edges },
        };
        return answer(200, { data: { repository: { ref: ref ?? null } } });
      },
      [`POST ${REPO}/pulls`]: ({ params, body }) => {
        const one = {
          repository: nameOf(params),
          number: pullRequests.length + 1,
          source: body.head.split(':')[1],
          target: body.base,
          title: body.title,
          description: body.body,
          reviewers: [],
        };
        pullRequests.push(one);
        return answer(201, shown(one, params));
      },
      [`PATCH ${REPO}/pulls/:pull`]: ({ params, body }) => {
        const one = pullRequests.find(
          ({ number }) => number === Number(params.pull),
        )!;
        Object.assign(one, { title: body.title, description: body.body });
        return answer(200, shown(one, params));
      },
      [`POST ${REPO}/pulls/:pull/requested_reviewers`]: ({ params, body }) => {
        const one = pullRequests.find(
          ({ number }) => number === Number(params.pull),
        )!;
        one.reviewers = [
          ...(body.reviewers ?? []),
          ...(body.team_reviewers ?? []),
        ];
        return answer(201, shown(one, params));
      },
      'GET /users/:name': () => answer(200, { type: 'Organization' }),
      'POST /orgs/:owner/repos': ({ params, body }) => {
        git.create(nameOf({ ...params, repo: body.name }));
        const html = page(params.owner, body.name);
        return answer(201, { clone_url: `${html}.git`, html_url: html });
      },
      [`PUT ${REPO}/branches/:branch/protection`]: () => answer(200, {}),
    },
  };
}
