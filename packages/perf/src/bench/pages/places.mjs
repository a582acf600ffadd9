// The pages to measure: the URL, and the selector (and text, if needed) of an element that is usable when the page is ready.

/** A loaded row of a table. Skeleton rows do not match. */
const ROW = { selector: 'tbody [role=row]' };

const CATALOG = '/catalog?filters[kind]=component&filters[user]=all';

const inDrawer = text => ({ selector: '[role=dialog] h3', text });

/** Returns pages with elements of Backstage itself. Their time is a lower limit for the elements of the irsa plugins on these pages. */
export function pagesOfBackstage(ids) {
  return [
    {
      name: 'settings, of Backstage',
      address: '/settings',
      ready: { selector: 'span', text: 'Appearance' },
    },
    {
      name: 'catalog, its own columns',
      address: CATALOG,
      ready: { selector: 'tbody tr', text: 'production' },
    },
    {
      name: 'component, its own cards',
      address: `/catalog/${ids.component}`,
      ready: { selector: 'h3', text: 'About' },
    },
  ];
}

/** Returns the pages with elements of the irsa plugins. `ids` are the IDs of rows to open. */
export function pagesOf(ids) {
  const question = new URLSearchParams({
    action: 's3:DeleteObject',
    resource: 'arn:aws:s3:::orders-data/*',
  });
  return [
    {
      name: 'catalog',
      address: CATALOG,
      ready: { selector: 'tbody tr', text: 'Broken' },
    },
    {
      name: 'component',
      address: `/catalog/${ids.component}`,
      // The card shows its heading before its data.
      ready: { selector: '[role=region]', text: 'See all permissions' },
    },
    {
      name: 'tab',
      address: `/catalog/${ids.component}/aws-access?${ids.account}`,
      ready: { selector: '[aria-label="Links of the chain"]' },
    },
    {
      name: 'permissions',
      address: `/catalog/${ids.component}/aws-access/permissions?${ids.account}`,
      ready: { selector: 'section', text: 'What it can do' },
    },
    {
      name: 'overview',
      address: '/irsa/overview',
      ready: { selector: '[aria-label=Numbers]' },
    },
    {
      name: 'service-accounts',
      address: '/irsa/service-accounts',
      ready: ROW,
    },
    {
      name: 'service-accounts-filtered',
      address: '/irsa/service-accounts?status=broken&cluster=prod-eu',
      ready: ROW,
    },
    { name: 'findings', address: '/irsa/findings', ready: ROW },
    {
      name: 'findings-filtered',
      address: '/irsa/findings?severity=high&q=orders',
      ready: ROW,
    },
    { name: 'workloads', address: '/irsa/workloads', ready: ROW },
    { name: 'roles', address: '/irsa/roles', ready: ROW },
    {
      name: 'service-account',
      address: `/irsa/service-accounts?open=${ids.serviceAccount}`,
      ready: inDrawer('Permissions'),
    },
    {
      name: 'finding',
      address: `/irsa/findings?open=${ids.finding}`,
      ready: inDrawer('Resource'),
    },
    {
      name: 'role',
      address: `/irsa/roles?open=${ids.role}`,
      ready: inDrawer('Blast radius'),
    },
    {
      name: 'node-role',
      address: `/irsa/node-roles?open=${ids.nodeRole}`,
      ready: inDrawer('Remove excess permissions'),
    },
    {
      name: 'who-can',
      address: `/irsa/access?${question}`,
      ready: { selector: 'h2', text: 'can do s3:' },
    },
    {
      name: 'graph',
      address: `/irsa/graph?entityRef=${ids.entity}`,
      // A narrow window shows only the list, not the graph image.
      ready: { selector: 'dt', text: 'Paths' },
    },
    {
      name: 'migration',
      address: '/irsa/migration',
      ready: ROW,
    },
    {
      name: 'waves',
      address: '/irsa/waves',
      ready: { selector: 'button', text: 'New wave' },
    },
    {
      name: 'clusters',
      address: '/irsa/clusters',
      ready: { selector: '[aria-label=Clusters]' },
    },
  ];
}

/** Returns the IDs of rows to open: the most severe ones, and an IAM service account of a component. */
export async function rowsToOpen({ address, token }) {
  const firstOf = async list => {
    const answer = await fetch(`${address}/api/irsa/v1${list}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`GET ${list} returned ${answer.status}.`);
    const { items } = await answer.json();
    return items[0];
  };
  const idOf = async list => encodeURIComponent((await firstOf(list)).id);
  const serviceAccount = await firstOf(
    '/fleet/service-accounts?status=verified&entity=any&limit=1',
  );
  const [kind, namespace, name] = serviceAccount.entityRef.split(/[:/]/);
  return {
    component: [namespace, kind, name].join('/'),
    entity: encodeURIComponent(serviceAccount.entityRef),
    // By default, the tab shows the worst account of the component, which can lack a role.
    account: new URLSearchParams({
      'service-account': ['cluster', 'namespace', 'name']
        .map(part => serviceAccount[part])
        .join('/'),
    }),
    serviceAccount: encodeURIComponent(serviceAccount.id),
    finding: await idOf('/findings?limit=1'),
    role: await idOf('/roles?use=service-account&sort=risk&order=desc&limit=1'),
    nodeRole: await idOf('/node-roles?q=legacy&limit=1'),
  };
}
