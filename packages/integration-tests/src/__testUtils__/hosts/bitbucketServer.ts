import {
  answer,
  rawFile,
  type Body,
  type HostEmulator,
  type HostState,
} from './types';

const API = '/rest/api/1.0/projects/:project/repos';
const REPO = `${API}/:repo`;

/** Emulates Bitbucket Data Center 9. */
export function bitbucketServer({
  git,
  pullRequests,
}: HostState): HostEmulator {
  const nameOf = ({ project, repo }: Record<string, string>) =>
    `bitbucket-server/${project}/${repo}`;
  const page = ({ project, repo }: Record<string, string>) =>
    `https://bitbucket.example.com/projects/${project}/repos/${repo}`;
  const branchOf = (name: string, branch: string) => ({
    id: `refs/heads/${branch}`,
    displayId: branch,
    latestCommit: git.commitOf(name, branch),
  });
  return {
    names: ['bitbucket.example.com'],
    repositoryOf: path => path.replace(/^\/scm\//, 'bitbucket-server/'),
    routes: {
      [`GET ${REPO}/default-branch`]: () => answer(200, { displayId: 'main' }),
      [`GET ${REPO}/raw/:path`]: ({ params, query }) => {
        const at = { path: params.path, ref: query.get('at') };
        return rawFile(git, nameOf(params), at);
      },
      [`GET ${REPO}/branches`]: ({ params, query }) => {
        const name = nameOf(params);
        const part = query.get('filterText') ?? '';
        const found = git.branches(name).filter(one => one.includes(part));
        return answer(200, { values: found.map(one => branchOf(name, one)) });
      },
      [`POST ${REPO}/branches`]: ({ params, body }) => {
        const name = nameOf(params);
        const ref = `refs/heads/${body.name}`;
        git.git(name, ['update-ref', ref, body.startPoint]);
        return answer(200, branchOf(name, body.name));
      },
      [`POST ${REPO}/pull-requests`]: ({ params, body }) => {
        const repository = nameOf(params);
        const source = body.fromRef.displayId;
        const known = pullRequests.find(
          one => one.repository === repository && one.source === source,
        );
        if (known) {
          return answer(409, {
            errors: [
              {
                message: `Only one pull request may be open for a given source and target branch: ${page(
                  params,
                )}/pull-requests/${known.number}`,
              },
            ],
          });
        }
        const number = pullRequests.length + 1;
        pullRequests.push({
          repository,
          number,
          source,
          target: body.toRef.displayId,
          title: body.title,
          description: body.description,
          reviewers: (body.reviewers ?? []).map(({ user }: Body) => user.name),
        });
        const href = `${page(params)}/pull-requests/${number}`;
        return answer(201, { id: number, links: { self: [{ href }] } });
      },
      [`POST ${API}`]: ({ params, body }) => {
        const of = { ...params, repo: body.name };
        git.create(nameOf(of));
        const clone = `https://bitbucket.example.com/scm/${params.project}/${body.name}.git`;
        return answer(201, {
          links: {
            clone: [{ name: 'http', href: clone }],
            self: [{ href: `${page(of)}/browse` }],
          },
        });
      },
    },
  };
}
