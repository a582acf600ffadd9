import type { KubernetesObject } from '@kubernetes/client-node';
import type { Account, Cluster, Sandbox, Tag } from '@backstage-irsa/sandbox';
import knexFactory, { type Knex } from 'knex';
import { coreOf } from '../coreOf';
import { WHOLE } from '../internals';

const byText = (a: string, b: string) => (a < b ? -1 : 1);

const tagsOf = (tags: Tag[]) =>
  tags.map(({ key, value }) => `${key}=${value}`).sort(byText);

/** Returns an account without the IDs and times that AWS assigns. */
function accountOf({ id, roles, policies, oidcProviders }: Account) {
  return {
    id,
    roles: [...roles.values()]
      .map(role => ({
        arn: role.arn,
        trust: JSON.parse(role.trustPolicy),
        session: role.maxSessionDurationSeconds,
        boundary: role.permissionsBoundaryArn,
        attached: [...role.attachedPolicyArns].sort(byText),
        inline: [...role.inlinePolicies].sort(([a], [b]) => byText(a, b)),
        tags: tagsOf(role.tags),
      }))
      .sort((a, b) => byText(a.arn, b.arn)),
    policies: [...policies.values()]
      .map(policy => ({
        arn: policy.arn,
        isDefault: policy.versions.map(v => v.id === policy.defaultVersionId),
        documents: policy.versions.map(v => JSON.parse(v.document)),
        tags: tagsOf(policy.tags),
      }))
      .sort((a, b) => byText(a.arn, b.arn)),
    providers: [...oidcProviders.values()]
      .map(({ arn, clientIds, thumbprints, tags }) => ({
        arn,
        clientIds: [...clientIds].sort(byText),
        thumbprints,
        tags: tagsOf(tags),
      }))
      .sort((a, b) => byText(a.arn, b.arn)),
  };
}

function objectOf({ metadata }: KubernetesObject) {
  const { namespace = '', name, annotations, labels } = metadata ?? {};
  return { namespace, name, annotations, labels };
}

async function clusterOf(kubeconfig: string, context: string) {
  const core = coreOf(kubeconfig, context);
  const namespaces = await core.listNamespace();
  const accounts = await core.listServiceAccountForAllNamespaces();
  return {
    namespaces: namespaces.items.map(objectOf),
    serviceAccounts: accounts.items.map(objectOf),
  };
}

/** Opens the database of a backend, which does not have to be running. */
async function withDatabase<T>(
  filename: string,
  use: (knex: Knex) => Promise<T>,
): Promise<T> {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
  try {
    return await use(knex);
  } finally {
    await knex.destroy();
  }
}

/** Returns the associations without the values that EKS assigns, and without the client request token. */
const associationsOf = ({ podIdentityAssociations }: Cluster) =>
  [...podIdentityAssociations.values()]
    .map(({ id, arn, createdAt, modifiedAt, madeBy, ...rest }) => rest)
    .sort((a, b) =>
      byText(
        `${a.namespace}/${a.serviceAccount}`,
        `${b.namespace}/${b.serviceAccount}`,
      ),
    );

/** Returns the plugin's records without times and UIDs. Omits the status, because it depends on the time while IAM propagates a change. */
function recordsOf(databaseFile: string) {
  return withDatabase(databaseFile, async knex => ({
    objects: (
      await knex('managed_objects')
        .select('object', 'service_account_id', 'adopted')
        .orderBy('object')
    ).map(row => ({ ...row, object: row.object.replace(/ uid .*/, ' uid') })),
    accounts: await knex('service_accounts').select('id', 'role_arn', 'spec'),
  }));
}

/** Returns everything that a run can change: both accounts, both clusters, and the records. Runs with the same outcome return equal values. */
export async function snapshotOf(
  sandbox: Sandbox,
  kubeconfig: string,
  databaseFile: string,
) {
  return {
    accounts: [...sandbox.world.accounts.values()].map(accountOf),
    clusters: await Promise.all(
      sandbox.clusters.map(({ name }) => clusterOf(kubeconfig, name)),
    ),
    associations: [...sandbox.world.clusters.values()].map(associationsOf),
    records: await recordsOf(databaseFile),
  };
}

/** Returns the audit record of the newest change: its result, and those of the writes that were started, or null where there is none. */
export function newestChangeOf(databaseFile: string) {
  return withDatabase(databaseFile, async knex => {
    const { id } = await knex('changes').orderBy('started_at', 'desc').first();
    const writes = await knex('change_writes').where({ change_id: id });
    const results = await knex('change_results').where({ change_id: id });
    const resultAt = (at: number): string | null =>
      results.find(({ position }) => position === at)?.result ?? null;
    return {
      result: resultAt(WHOLE),
      writes: writes.map(({ position }) => resultAt(position)),
    };
  });
}

/** Expires the leases of a killed process. */
export function letLeasesRunOut(databaseFile: string): Promise<void> {
  return withDatabase(databaseFile, async knex => {
    await knex('claims').update({ expires_at: 0 });
    await knex('role_leases').update({ expires_at: 0 });
    await knex('wave_leases').update({ expires_at: 0 });
  });
}
