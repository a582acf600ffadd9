import { answer, rawFile, type HostEmulator, type HostState } from './types';

const REPO = '/2.0/repositories/:workspace/:repo';

/** Emulates Bitbucket Cloud, API 2.0. */
export function bitbucketCloud({ git, pullRequests }: HostState): HostEmulator {
  const nameOf = ({ workspace, repo }: Record<string, string>) =>
    `bitbucket/${workspace}/${repo}`;
  const page = ({ workspace, repo }: Record<string, string>) =>
    `https://bitbucket.org/${workspace}/${repo}`;
  return {
    names: ['bitbucket.org', 'api.bitbucket.org'],
    repositoryOf: path => `bitbucket${path}`,
    routes: {
      [`GET ${REPO}`]: () => answer(200, { mainbranch: { name: 'main' } }),
      [`GET ${REPO}/src/:ref/:path`]: ({ params }) => {
        const at = { path: params.path, ref: params.ref };
        return rawFile(git, nameOf(params), at);
      },
      [`GET ${REPO}/refs/branches`]: ({ params, query }) => {
        const [, branch] = /^name = "(.*)"$/.exec(query.get('q') ?? '') ?? [];
        const isThere = git.commitOf(nameOf(params), branch) !== undefined;
        return answer(200, { values: isThere ? [{ name: branch }] : [] });
      },
      [`POST ${REPO}/refs/branches`]: ({ params, body }) => {
        const name = nameOf(params);
        const sha = git.commitOf(name, body.target.hash)!;
        git.git(name, ['update-ref', `refs/heads/${body.name}`, sha]);
        return answer(201, { name: body.name });
      },
      [`POST ${REPO}/pullrequests`]: ({ params, body }) => {
        const repository = nameOf(params);
        const source = body.source.branch.name;
        // An open pull request with the same branches is updated.
        const known = pullRequests.find(
          one => one.repository === repository && one.source === source,
        );
        const number = known?.number ?? pullRequests.length + 1;
        const said = { title: body.title, description: body.summary.raw };
        if (known) Object.assign(known, said);
        else {
          pullRequests.push({
            ...said,
            repository,
            number,
            source,
            target: body.destination.branch.name,
            reviewers: [],
          });
        }
        const href = `${page(params)}/pull-requests/${number}`;
        return answer(201, { id: number, links: { html: { href } } });
      },
      [`POST ${REPO}`]: ({ params }) => {
        git.create(nameOf(params));
        const href = page(params);
        return answer(200, {
          links: {
            clone: [{ name: 'https', href: `${href}.git` }],
            html: { href },
          },
        });
      },
    },
  };
}
