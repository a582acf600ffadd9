import { pullRequestOf } from './pullRequest';
import type { Repository } from './repository';

const repository: Repository = {
  kind: 'github',
  host: 'github.com',
  owner: 'my-org',
  repo: 'orders',
  repoUrl: 'github.com?owner=my-org&repo=orders',
  path: 'aws-identity',
  reviewers: ['octocat', 'my-org/platform'],
};
const spec = {
  entityRef: 'component:default/orders',
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders.api',
};
const contentWith = (content = 'a') => ({
  files: [{ path: 'orders.tf', content }],
  title: 'Give component:default/orders its AWS identity',
  summary: 'Nothing is created until this is merged and applied.',
  notes: ['Mind the gap.'],
});
const branchOf = (
  kind: Repository['kind'],
  change: Partial<typeof spec> = {},
  content?: string,
) =>
  pullRequestOf(
    { ...repository, kind },
    { ...spec, ...change },
    contentWith(content),
  ).branch;

describe('a pull request', () => {
  it('describes its purpose and separates user reviewers from team reviewers', () => {
    expect(pullRequestOf(repository, spec, contentWith())).toEqual({
      kind: 'github',
      host: 'github.com',
      owner: 'my-org',
      repo: 'orders',
      repoUrl: 'github.com?owner=my-org&repo=orders',
      path: 'aws-identity',
      branch: expect.stringMatching(
        /^aws-identity-shop-orders-api-[0-9a-f]{8}$/,
      ),
      title: 'Give component:default/orders its AWS identity',
      description:
        'Nothing is created until this is merged and applied.\n\nMind the gap.',
      reviewers: ['octocat'],
      teamReviewers: ['platform'],
    });
  });

  it('omits an empty list of reviewers, which a Git host can reject', () => {
    const { reviewers, teamReviewers } = pullRequestOf(
      { ...repository, reviewers: [] },
      spec,
      contentWith(),
    );
    expect([reviewers, teamReviewers]).toEqual([undefined, undefined]);
  });

  it('keeps its branch where the action updates it, and uses another branch for other files elsewhere', () => {
    expect(branchOf('github', {}, 'b')).toBe(branchOf('github'));
    expect(branchOf('gitlab')).toBe(branchOf('gitlab'));
    expect(branchOf('gitlab', {}, 'b')).not.toBe(branchOf('gitlab'));
  });

  it('never shares a branch with another ServiceAccount, even with long names', () => {
    const branches = [
      branchOf('github', { namespace: 'shop', name: 'orders-api' }),
      branchOf('github', { namespace: 'shop-orders', name: 'api' }),
      branchOf('github', { cluster: 'staging-eu' }),
      branchOf('github', { name: 'a'.repeat(253) }),
      branchOf('github', { name: `${'a'.repeat(252)}b` }),
    ];
    expect(new Set(branches).size).toBe(5);
    branches.forEach(branch => expect(branch.length).toBeLessThan(120));
  });
});
