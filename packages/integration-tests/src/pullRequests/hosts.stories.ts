import type { Entity } from '@backstage/catalog-model';
import type { V1Deployment } from '@kubernetes/client-node';
import { parse, parseAllDocuments } from 'yaml';
import { chartsOf } from '../__testUtils__/charts';
import { restrictedFaults } from '../__testUtils__/deployment/podSecurity';
import { HostServer } from '../__testUtils__/hosts/HostServer';
import { readHostApi } from '../__testUtils__/hosts/openapi';
import {
  startScaffolder,
  type MODULES,
  type ScaffolderStage,
} from '../__testUtils__/hosts/scaffolder';
import { writeReport } from '../__testUtils__/report';

const OWNER = 'group:default/team';

/** Returns a component that the catalog read from `url`. */
function componentOf(
  name: string,
  url: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      uid: name,
      annotations: {
        'backstage.io/managed-by-location': `url:${url}`,
        ...annotations,
      },
    },
    spec: { owner: OWNER },
    relations: [{ type: 'ownedBy', targetRef: OWNER }],
  };
}

/** One Git host: its configuration, and its expected responses. */
interface Row {
  kind: keyof typeof MODULES;
  /** The `repoUrl` without `repo`. */
  within: string;
  /** Returns the name of a repository at the emulated host. */
  nameOf(repo: string): string;
  reviewers: string[];
  /** Matches the URL of a pull request. */
  address: RegExp;
  /** Returns the catalog location that is registered for a new service. */
  location(repo: string): string;
  /** Matches the error for a repeated request. Undefined if that succeeds. */
  again?: RegExp;
  updates?: boolean;
  /** Matches requests of Backstage's actions that violate the OpenAPI document but that the host accepts. */
  tolerates?: RegExp;
}

const ROWS: Row[] = [
  {
    kind: 'github',
    within: 'github.com?owner=my-org',
    nameOf: repo => `github/my-org/${repo}`,
    reviewers: ['octocat', 'my-org/platform'],
    address: /^https:\/\/github\.com\/my-org\/orders\/pull\/\d+$/,
    location: repo =>
      `https://github.com/my-org/${repo}/tree/main/catalog-info.yaml`,
    updates: true,
    tolerates: /body has no field (mode|head|draft|allow_update_branch)$/,
  },
  {
    kind: 'gitlab',
    within: 'gitlab.com?owner=my-group',
    nameOf: repo => `gitlab/my-group/${repo}`,
    reviewers: ['octocat'],
    address:
      /^https:\/\/gitlab\.com\/my-group\/orders\/-\/merge_requests\/\d+$/,
    location: repo =>
      `https://gitlab.com/my-group/${repo}/-/blob/main/catalog-info.yaml`,
    again:
      /branch already exists .* Merge Request for this branch: https:\/\/gitlab\.com/,
  },
  {
    kind: 'bitbucketCloud',
    within: 'bitbucket.org?workspace=my-space&project=PAY',
    nameOf: repo => `bitbucket/my-space/${repo}`,
    reviewers: [],
    address: /^https:\/\/bitbucket\.org\/my-space\/orders\/pull-requests\/\d+$/,
    location: repo =>
      `https://bitbucket.org/my-space/${repo}/src/main/catalog-info.yaml`,
    // The document requires `type` in every object, but its own example requests omit it.
    tolerates: /body must have required property 'type'$/,
  },
  {
    kind: 'bitbucketServer',
    within: 'bitbucket.example.com?project=PAY',
    nameOf: repo => `bitbucket-server/PAY/${repo}`,
    reviewers: ['octocat'],
    address: /PAY\/repos\/orders\/pull-requests\/\d+$/,
    location: repo =>
      `https://bitbucket.example.com/projects/PAY/repos/${repo}/browse/catalog-info.yaml`,
    again: /Only one pull request may be open .*pull-requests\/\d+/,
  },
  {
    kind: 'azure',
    within: 'dev.azure.com?organization=my-org&project=my-project',
    nameOf: repo => `azure/my-org/my-project/${repo}`,
    reviewers: [],
    address:
      /^https:\/\/dev\.azure\.com\/my-org\/my-project\/_git\/orders\/pullrequest\/\d+$/,
    location: repo =>
      `https://dev.azure.com/my-org/my-project/_git/${repo}?path=%2Fcatalog-info.yaml`,
    // The second one applies if the commit is the same, within 1 second.
    again: /not a simple fast-forward|TF401179/,
  },
];

const ROLE_FILE =
  'aws-identity/prod-eu/production/orders/prod-eu_production_orders.tf';

describe.each(ROWS)('pull requests on $kind', row => {
  const { kind, within, nameOf, reviewers } = row;
  const hosts = new HostServer();
  let stage: ScaffolderStage;
  const orders = nameOf('orders');

  beforeAll(async () => {
    await hosts.listen();
    hosts.git.create(orders);
    hosts.git.commit(orders, 'main', { 'README.md': 'Orders\n' });
    stage = await startScaffolder({
      kind,
      pullRequests: { repository: `${within}&repo={component}`, reviewers },
      entities: [componentOf('orders', row.location('orders'))],
    });
  });
  afterAll(async () => {
    await stage?.host.stop();
    await hosts.close();
  });

  const values = (bucket = 'orders-invoices') => ({
    component: 'component:default/orders',
    cluster: 'prod-eu',
    namespace: 'production',
    grants: [{ service: 's3', access: 'read', resource: bucket }],
    delivery: 'pull-request',
    format: 'terraform',
  });

  it('are requested for the files of a component, with the action of Backstage', async () => {
    const { status, log, output } = await stage.run('add-aws-access', values());
    expect(status === 'completed' ? '' : log).toBe('');

    const [opened] = hosts.pullRequests;
    expect(opened).toMatchObject({
      repository: orders,
      target: 'main',
      title: 'Give component:default/orders its AWS identity',
      description: expect.stringContaining('production/orders'),
    });
    expect(opened.reviewers).toHaveLength(reviewers.length);
    const files = hosts.git.files(orders, opened.source);
    expect(Object.keys(files).sort()).toEqual(['README.md', ROLE_FILE].sort());
    expect(files[ROLE_FILE]).toContain('orders-invoices');
    expect(hosts.git.files(orders, 'main')).not.toHaveProperty([ROLE_FILE]);
    expect(
      output.links?.find(({ title }) => title === 'Pull request')?.url,
    ).toMatch(row.address);
  });

  it('are not opened twice for the same change, or the existing one is reported', async () => {
    // Backstage's Git retries a rejected push with increasing delays: 1 minute in total.
    const wait = globalThis.setTimeout;
    const waits = jest
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation((run, ms = 0, ...args) =>
        wait(run, kind === 'azure' ? Math.min(ms, 200) : ms, ...args),
      );
    const { status, log } = await stage.run('add-aws-access', values());
    waits.mockRestore();
    expect(log).toMatch(row.again ?? /Run completed with status: completed/);
    expect(status).toBe(row.again ? 'failed' : 'completed');
    expect(hosts.pullRequests).toHaveLength(1);
  });

  it('include another change with its own files, in the same pull request or in another', async () => {
    const { status, log } = await stage.run('add-aws-access', {
      ...values('orders-archive'),
      confirmLosses: true,
    });
    expect(status === 'completed' ? '' : log).toBe('');
    expect(hosts.pullRequests).toHaveLength(row.updates ? 1 : 2);
    const { source } = hosts.pullRequests.at(-1)!;
    const files = hosts.git.files(orders, source);
    expect(files[ROLE_FILE]).toContain('orders-archive');
    expect(files[ROLE_FILE]).not.toContain('orders-invoices');
  });

  it('annotate the values of a chart, read from the repository', async () => {
    const spec = { namespace: 'production', name: 'charted' };
    await chartsOf(stage.host).install(spec);
    const chart = 'app:\n  account: { }   # by Helm\nmode: 0777';
    const files = { 'values.yaml': chart };
    hosts.git.commit(orders, 'main', files, 'main');
    const { status, log } = await stage.run('add-aws-access', {
      ...{ ...values('orders-charts'), ...spec, serviceAccount: 'existing' },
      repositoryFile: 'values.yaml#app.account',
    });
    expect(status === 'completed' ? '' : log).toBe('');
    const { source } = hosts.pullRequests.at(-1)!;
    const { 'values.yaml': changed } = hosts.git.files(orders, source);
    expect(changed).toContain('eks.amazonaws.com/role-arn');
    expect(changed.split('\n').at(0)).toBe('app:');
    expect(changed).toMatch(/# by Helm[^]*\nmode: 0777$/);
  });

  it('are opened in a new repository, which is published and registered', async () => {
    const { status, log } = await stage.run('service-with-s3', {
      name: 'exports',
      owner: OWNER,
      cluster: 'prod-eu',
      namespace: 'shop',
      bucket: 'shop-exports',
      access: 'read',
      delivery: 'pull-request',
    });
    expect(status === 'completed' ? '' : log).toBe('');

    expect(stage.locations).toEqual([row.location('exports')]);
    const published = hosts.git.files(nameOf('exports'), 'main');
    expect(Object.keys(published).sort()).toEqual([
      'README.md',
      'catalog-info.yaml',
      'k8s/deployment.yaml',
    ]);
    const { source, target } = hosts.pullRequests.at(-1)!;
    expect(target).toBe('main');
    const asked = hosts.git.files(nameOf('exports'), source);
    expect(Object.keys(asked).sort()).toEqual([
      'README.md',
      'aws-identity/prod-eu/shop/exports/prod-eu_shop_exports.tf',
      'catalog-info.yaml',
      'k8s/deployment.yaml',
    ]);
  });

  it('come with a Deployment that the restricted Pod Security Standard admits, with a tag and a region', () => {
    const { 'k8s/deployment.yaml': text } = hosts.git.files(
      nameOf('exports'),
      'main',
    );
    expect(parseAllDocuments(text)[0].errors).toEqual([]);
    const deployment: V1Deployment = parse(text);
    const pod = deployment.spec!.template.spec!;
    expect(restrictedFaults(pod)).toEqual([]);
    const [{ image, env }] = pod.containers;
    expect(image).toMatch(/:\d+\.\d+\.\d+$/);
    expect(env).toContainEqual({ name: 'AWS_REGION', value: 'eu-west-1' });
  });

  const api = readHostApi(kind);
  (api ? describe : describe.skip)(
    'with its OpenAPI document in the folder GIT_HOST_OPENAPI',
    () => {
      it('use only operations that the API document describes', () => {
        // GraphQL has no such document, and the document omits the calls with which the Azure DevOps client finds the API.
        const calls = hosts.calls.filter(
          ({ method, path }) =>
            method !== 'OPTIONS' && !/graphql$|ResourceAreas$/.test(path),
        );
        const judged = calls.map(call => api!.judge(call));
        const held = new Set(
          judged.flatMap(({ operation }) => operation ?? []),
        );
        writeReport(`git-host-operations-${kind}`, [
          ['operation', 'requests'],
          ...[...held].map(operation => [
            operation,
            String(judged.filter(one => one.operation === operation).length),
          ]),
        ]);
        expect(held.size).toBeGreaterThan(2);
        const problems = judged.flatMap(one => one.problems);
        const faults = problems.filter(one => !row.tolerates?.test(one));
        expect([...new Set(faults)]).toEqual([]);
      });
    },
  );
});
