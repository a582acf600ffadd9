import { lazy } from 'react';

/** The path of the tab for approvers, who see it even if they may not see the fleet. */
export const APPROVALS_PATH = 'approvals';
/** The path of the tab for users who may migrate and clone many IAM service accounts. */
export const WAVES_PATH = 'waves';

/**
 * The tabs of the fleet page in their order: the path below the page's path, the translation key of the title, and a function that loads the content
 * when the tab opens.
 */
export const FLEET_TABS = [
  {
    path: 'overview',
    title: 'overview.title',
    load: () =>
      import('./overview/OverviewContent').then(m => m.OverviewContent),
  },
  {
    path: 'service-accounts',
    title: 'table.service-accounts',
    load: () =>
      import('./serviceAccounts/ServiceAccountsContent').then(
        m => m.ServiceAccountsContent,
      ),
  },
  {
    path: 'workloads',
    title: 'table.workloads',
    load: () =>
      import('./workloads/WorkloadsContent').then(m => m.WorkloadsContent),
  },
  {
    path: 'findings',
    title: 'table.findings',
    load: () =>
      import('./findings/FindingsContent').then(m => m.FindingsContent),
  },
  {
    path: 'roles',
    title: 'table.roles',
    load: () => import('./roles/RolesContent').then(m => m.RolesContent),
  },
  {
    path: 'node-roles',
    title: 'table.node-roles',
    load: () =>
      import('./nodeRoles/NodeRolesContent').then(m => m.NodeRolesContent),
  },
  {
    path: 'clusters',
    title: 'scope.title',
    load: () => import('./scopes/ScopesContent').then(m => m.ScopesContent),
  },
  {
    path: 'access',
    title: 'access.title',
    load: () => import('./whoCan/WhoCanContent').then(m => m.WhoCanContent),
  },
  {
    path: 'graph',
    title: 'graph.tab',
    load: () => import('./graph/GraphContent').then(m => m.GraphContent),
  },
  {
    path: 'migration',
    title: 'migration.title',
    load: () =>
      import('./migration/MigrationContent').then(m => m.MigrationContent),
  },
  {
    path: WAVES_PATH,
    title: 'wave.title',
    load: () => import('./waves/WavesContent').then(m => m.WavesContent),
  },
  {
    path: APPROVALS_PATH,
    title: 'approval.title',
    load: () =>
      import('./approvals/ApprovalsContent').then(m => m.ApprovalsContent),
  },
] as const;

/** The same tabs, with content that React loads when it is rendered. */
export const LAZY_TABS = FLEET_TABS.map(({ path, title, load }) => ({
  path,
  title,
  Content: lazy(async () => ({ default: await load() })),
}));
