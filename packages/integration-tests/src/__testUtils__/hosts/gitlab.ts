import {
  answer,
  rawFile,
  type Body,
  type HostEmulator,
  type HostState,
} from './types';

const PROJECT = '/api/v4/projects/:id';

/** Emulates GitLab 18. */
export function gitlab({ git, pullRequests }: HostState): HostEmulator {
  /** The created projects. A project is identified by its path, or by its number in this list. */
  const made: string[] = [];
  const nameOf = ({ id }: Record<string, string>) =>
    `gitlab/${/^\d+$/.test(id) ? made[Number(id)] : id}`;
  const page = (name: string) =>
    `https://gitlab.com${name.slice('gitlab'.length)}`;
  const branchOf = (name: string, branch: string) => ({
    name: branch,
    web_url: `${page(name)}/-/tree/${branch}`,
  });
  const shown = ({ repository, number }: Body) => ({
    iid: number,
    web_url: `${page(repository)}/-/merge_requests/${number}`,
  });
  return {
    names: ['gitlab.com'],
    repositoryOf: path => `gitlab${path}`,
    routes: {
      'GET /api/v4/users': ({ query }) => {
        const username = query.get('username');
        return answer(200, username === 'nobody' ? [] : [{ id: 42, username }]);
      },
      [`GET ${PROJECT}`]: () => answer(200, { default_branch: 'main' }),
      [`GET ${PROJECT}/repository/files/:path/raw`]: ({ params, query }) => {
        const at = { path: params.path, ref: query.get('ref') };
        return rawFile(git, nameOf(params), at);
      },
      [`GET ${PROJECT}/repository/tree`]: ({ params, query }) => {
        const args = ['ls-tree', '-r', query.get('ref') ?? 'main'];
        const lines = git.git(nameOf(params), args).split('\n');
        const entries = lines.map(line => {
          const [head, path] = line.split('\t');
          return { id: head.split(' ')[2], path, type: 'blob' };
        });
        return answer(200, entries);
      },
      [`GET ${PROJECT}/repository/branches/:branch`]: ({ params }) => {
        const name = nameOf(params);
        return git.commitOf(name, params.branch)
          ? answer(200, branchOf(name, params.branch))
          : answer(404, { message: '404 Branch Not Found' });
      },
      [`POST ${PROJECT}/repository/branches`]: ({ params, query, body }) => {
        const branch = body?.branch ?? query.get('branch');
        const name = nameOf(params);
        const sha = git.commitOf(name, body?.ref ?? query.get('ref'))!;
        git.git(name, ['update-ref', `refs/heads/${branch}`, sha]);
        return answer(201, branchOf(name, branch));
      },
      [`POST ${PROJECT}/repository/commits`]: ({ params, body }) => {
        const files = body.actions.map(({ file_path, content }: Body) => [
          file_path,
          Buffer.from(content, 'base64'),
        ]);
        const { branch } = body;
        git.commit(nameOf(params), branch, Object.fromEntries(files), branch);
        return answer(201, { id: git.commitOf(nameOf(params), branch) });
      },
      [`GET ${PROJECT}/merge_requests`]: ({ params, query }) =>
        answer(
          200,
          pullRequests
            .filter(
              one =>
                one.repository === nameOf(params) &&
                one.source === query.get('source_branch'),
            )
            .map(shown),
        ),
      [`POST ${PROJECT}/merge_requests`]: ({ params, body }) => {
        const one = {
          repository: nameOf(params),
          number: pullRequests.length + 1,
          source: body.source_branch,
          target: body.target_branch,
          title: body.title,
          description: body.description,
          reviewers: (body.reviewer_ids ?? []).map(String),
        };
        pullRequests.push(one);
        return answer(201, shown(one));
      },
      'GET /api/v4/namespaces/:id': () => answer(200, { id: 7, kind: 'group' }),
      'GET /api/v4/user': () => answer(200, { id: 1 }),
      'GET /api/v4/groups/:id/projects': () => answer(200, []),
      'POST /api/v4/projects': ({ body }) => {
        const id = made.push(`my-group/${body.path}`) - 1;
        const name = nameOf({ id: String(id) });
        git.create(name);
        return answer(201, { id, http_url_to_repo: `${page(name)}.git` });
      },
    },
  };
}
