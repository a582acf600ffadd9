import { answer, rawFile, type HostEmulator, type HostState } from './types';

const GIT = '/:organization/:project/_apis/git/repositories';

/** The resource locations that the client requests first, by area. Source: the API itself, as azure-devops-node-api reads it. */
const LOCATIONS = {
  Location: [
    {
      id: 'e81700f7-3be2-46de-8624-2eb35882fcaa',
      resourceName: 'ResourceAreas',
      routeTemplate: '_apis/{resource}/{areaId}',
    },
  ],
  git: [
    {
      id: '225f7195-f9c7-4d14-ab28-a83f7ff77e1f',
      resourceName: 'repositories',
      routeTemplate: '{project}/_apis/{area}/{resource}/{repositoryId}',
    },
    {
      id: '9946fd70-0d40-406e-b686-b4744cbbcc37',
      resourceName: 'pullRequests',
      routeTemplate:
        '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{pullRequestId}',
    },
  ],
};

/** Emulates Azure DevOps Services, API version 7.2. */
export function azure({ git, pullRequests }: HostState): HostEmulator {
  const nameOf = ({ organization, project, repo }: Record<string, string>) =>
    `azure/${organization}/${project}/${repo}`;
  const branchOf = (ref: string) => ref.replace(/^refs\/heads\//, '');
  return {
    names: ['dev.azure.com'],
    repositoryOf: path => `azure${path.replace('/_git/', '/')}`,
    routes: {
      [`GET ${GIT}/:repo/items`]: ({ params, query }) => {
        const path = query.get('path')?.replace(/^\//, '') ?? '';
        const ref = query.get('versionDescriptor.version');
        return rawFile(git, nameOf(params), { path, ref });
      },
      'GET /:organization/_apis/ResourceAreas': () =>
        answer(200, { count: 0, value: [] }),
      'OPTIONS /:organization/_apis/:area': ({ params }) =>
        answer(200, {
          value: LOCATIONS[params.area as keyof typeof LOCATIONS].map(one => ({
            ...one,
            area: params.area,
            minVersion: 1,
            maxVersion: 7.2,
            releasedVersion: '7.1',
            resourceVersion: 2,
          })),
        }),
      [`POST ${GIT}/:repo/pullRequests`]: ({ params, body }) => {
        const repository = nameOf(params);
        const source = branchOf(body.sourceRefName);
        const isThere = pullRequests.some(
          one => one.repository === repository && one.source === source,
        );
        if (isThere) {
          return answer(409, {
            message:
              'TF401179: An active pull request for the source and target branch already exists.',
          });
        }
        const number = pullRequests.length + 1;
        pullRequests.push({
          repository,
          number,
          source,
          target: branchOf(body.targetRefName),
          title: body.title,
          description: body.description,
          reviewers: [],
        });
        return answer(201, { pullRequestId: number });
      },
      [`POST ${GIT}`]: ({ params, body }) => {
        git.create(nameOf({ ...params, repo: body.name }));
        const { organization, project } = params;
        const url = `https://dev.azure.com/${organization}/${project}/_git/${body.name}`;
        return answer(201, { id: body.name, remoteUrl: url, webUrl: url });
      },
    },
  };
}
