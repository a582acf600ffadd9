import { evaluateTrust } from '@backstage-irsa/iam-policy';
import {
  formatServiceAccountRef,
  subjectOf,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { oidcProviderArn } from '@backstage-irsa/core/arn';
import { findRole } from '../aws/access/caller';
import { readPolicy } from '../aws/access/policies';
import { makeCompany } from '../company';
import { ROLE_ARN_ANNOTATION } from '../company/service';
import { pods } from '../kubernetes/resources/pods';
import { serviceAccounts } from '../kubernetes/resources/serviceAccounts';
import type { Cluster } from '../state/cluster';
import type { World } from '../state/world';
import { addFleet } from './index';
import { addPlaces } from './places';
import type { Fleet } from './options';
import { FLEET_FAULTS, type FleetFault } from './faults';

const SIZE = { serviceAccounts: 1500, roles: 600, pods: 4000 };
const DAY = 24 * 60 * 60 * 1000;

/** Matches the ServiceAccounts of the company. */
const COMPANY = /^[^/]+\/(production|payments|data|platform|shop)\//;

const rolesIn = ({ accounts }: World) =>
  [...accounts.values()].flatMap(({ roles }) => [...roles.values()]);

/** Returns the IAM service accounts of all clusters by annotation or association, with the role that they name. */
function iamServiceAccounts(
  world: World,
): { ref: ServiceAccountRef; roleArn: string; cluster: Cluster }[] {
  return [...world.clusters.values()].flatMap(cluster => [
    ...cluster.store.all(serviceAccounts).flatMap(({ metadata }) => {
      const roleArn = metadata.annotations?.[ROLE_ARN_ANNOTATION];
      const { name, namespace = '' } = metadata;
      return roleArn
        ? [
            {
              ref: { cluster: cluster.name, namespace, name },
              roleArn,
              cluster,
            },
          ]
        : [];
    }),
    ...[...cluster.podIdentityAssociations.values()].map(
      ({ namespace, serviceAccount: name, roleArn }) => ({
        ref: { cluster: cluster.name, namespace, name },
        roleArn,
        cluster,
      }),
    ),
  ]);
}

describe('a generated fleet', () => {
  let world: World;
  let before: { accounts: number; roles: number };
  let fleet: Fleet;

  beforeAll(async () => {
    world = await makeCompany({ secondRegion: true });
    before = {
      accounts: iamServiceAccounts(world).length,
      roles: rolesIn(world).length,
    };
    fleet = addFleet(world, SIZE);
  });

  const isPlanted = (subject: string, ...faults: FleetFault[]) =>
    faults.some(fault => fleet.planted[fault].includes(subject));

  it('has the requested number of ServiceAccounts with a role, roles, and pods', () => {
    expect(iamServiceAccounts(world)).toHaveLength(before.accounts + 1500);
    const nodeRoles = 9;
    expect(rolesIn(world)).toHaveLength(before.roles + nodeRoles + 600);
    const running = [...world.clusters.values()].flatMap(({ store }) =>
      store
        .all(pods)
        .filter(({ spec }) => spec.containers[0].image?.endsWith(':1.0.0')),
    );
    expect(running).toHaveLength(4000);
    expect(running.every(({ spec }) => spec.nodeName)).toBe(true);
  });

  it('plants every fault, and the same ones for the same seed', async () => {
    for (const fault of FLEET_FAULTS) {
      expect([fault, fleet.planted[fault].length > 0]).toEqual([fault, true]);
    }
    const again = await makeCompany({ secondRegion: true });
    expect(addFleet(again, SIZE).planted).toEqual(fleet.planted);
    const other = await makeCompany({ secondRegion: true });
    expect(addFleet(other, { ...SIZE, seed: 2 }).planted).not.toEqual(
      fleet.planted,
    );
  });

  it('gives most services with S3 access an existing bucket of their own', () => {
    const texts = rolesIn(world).map(({ inlinePolicies }) =>
      inlinePolicies.get('s3'),
    );
    const named = texts.flatMap(
      text => /arn:aws:s3:::([^/"]+)\/\*/.exec(text ?? '')?.[1] ?? [],
    );
    const own = named.filter(name => !name.endsWith('-data'));
    expect(new Set(own).size).toBeGreaterThan(60);
    expect(own.filter(name => !world.buckets.has(name))).toEqual([]);
    expect(own.filter(name => !/^[a-z0-9-]{3,63}$/.test(name))).toEqual([]);
    const buckets = own.map(name => world.buckets.get(name));
    expect(buckets.filter(bucket => bucket?.policy)).not.toEqual([]);
    expect(buckets.filter(bucket => bucket?.encryption)).not.toEqual([]);
  });

  it('allows exactly the ServiceAccounts whose chain has no fault', () => {
    const broken = iamServiceAccounts(world)
      .filter(({ roleArn, ref, cluster }) => {
        const found = findRole(world, roleArn);
        if (!found) {
          return true;
        }
        const { account, role } = found;
        const trustPolicy = {
          name: 'trust policy',
          document: readPolicy(role.trustPolicy),
        };
        const key = cluster.issuer.replace('https://', '');
        const byToken = evaluateTrust({
          trustPolicy,
          principal: {
            federated: oidcProviderArn('aws', account.id, cluster.issuer),
          },
          action: 'sts:AssumeRoleWithWebIdentity',
          context: {
            [`${key}:sub`]: subjectOf(ref),
            [`${key}:aud`]: 'sts.amazonaws.com',
          },
        });
        const byEks = evaluateTrust({
          trustPolicy,
          principal: { service: 'pods.eks.amazonaws.com' },
          action: 'sts:AssumeRole',
          context: {
            'aws:RequestTag/eks-cluster-arn': cluster.arn,
            'aws:RequestTag/kubernetes-namespace': ref.namespace,
            'aws:RequestTag/kubernetes-service-account': ref.name,
          },
        });
        return ![byToken, byEks].some(({ decision }) => decision === 'Allowed');
      })
      .map(({ ref }) => formatServiceAccountRef(ref));
    const planted = [
      ...fleet.planted['wrong-subject'],
      ...fleet.planted['missing-role'],
      ...fleet.planted['dead-issuer'],
    ];
    expect(broken.filter(ref => !COMPANY.test(ref)).sort()).toEqual(
      planted.sort(),
    );
  });

  it('has roles whose permissions, boundaries, and last use match the planted faults', () => {
    for (const role of rolesIn(world)) {
      const isOfFleet = role.tags.length > 0 || role.arn.includes('/teams/');
      if (!isOfFleet || !role.permissionsBoundaryArn) {
        continue;
      }
      const { arn } = role;
      expect(role.inlinePolicies.has('everything')).toBe(
        isPlanted(arn, 'over-wide-policy'),
      );
      expect(role.lastUsed === undefined).toBe(isPlanted(arn, 'never-used'));
      const isOld =
        role.lastUsed !== undefined &&
        world.now().getTime() - role.lastUsed.at.getTime() > 90 * DAY;
      expect(isOld).toBe(isPlanted(arn, 'used-long-ago'));
    }
    for (const arn of fleet.planted['missing-boundary']) {
      expect(findRole(world, arn)?.role.permissionsBoundaryArn).toBeUndefined();
    }
  });

  it('has roles that serve several namespaces and roles without users', () => {
    const users = new Map<string, Set<string>>();
    for (const { roleArn, ref } of iamServiceAccounts(world)) {
      users.set(
        roleArn,
        (users.get(roleArn) ?? new Set()).add(
          `${ref.cluster}/${ref.namespace}`,
        ),
      );
    }
    const shared = [...users].flatMap(([arn, places]) =>
      places.size > 1 ? [arn] : [],
    );
    expect(shared.sort()).toEqual(
      [...fleet.planted['shared-across-namespaces']].sort(),
    );
    for (const arn of fleet.planted['role-without-service-account']) {
      expect(users.has(arn)).toBe(false);
      expect(findRole(world, arn)?.role.trustPolicy).toContain('oidc.eks');
    }
  });

  it('has workloads with static keys and workloads with host networking', () => {
    const running = [...world.clusters.values()].flatMap(cluster =>
      cluster.store.all(pods).map(({ metadata, spec }) => ({
        spec,
        ref: `${cluster.name}/${metadata.namespace}/${spec.serviceAccountName}`,
      })),
    );
    const refs = (chosen: typeof running) => [
      ...new Set(
        chosen
          .map(({ ref }) => ref)
          .filter(ref => !COMPANY.test(ref) && !ref.includes('/kube-system/')),
      ),
    ];
    expect(refs(running.filter(({ spec }) => spec.hostNetwork)).sort()).toEqual(
      [...fleet.planted['host-network']].sort(),
    );
    expect(
      refs(
        running.filter(({ spec }) =>
          spec.containers[0].env?.some(
            ({ name }) => name === 'AWS_ACCESS_KEY_ID',
          ),
        ),
      ).sort(),
    ).toEqual([...fleet.planted['static-keys']].sort());
  });
});

describe('a fleet with many clusters', () => {
  const MANY = { clusters: 7, accounts: 5 };

  it('uses all clusters, each with an issuer that its account trusts', async () => {
    const world = await makeCompany({ secondRegion: true });
    await addPlaces(world, MANY);
    addFleet(world, { ...MANY, serviceAccounts: 700, roles: 280, pods: 70 });
    expect([...world.clusters.keys()]).toEqual([
      ...['prod-eu', 'staging-eu', 'prod-us'],
      ...['fleet-004', 'fleet-005', 'fleet-006', 'fleet-007'],
    ]);
    const accounts = [...world.accounts.values()];
    expect(accounts.map(({ id }) => id)).toEqual([
      ...['111122223333', '444455556666'],
      ...['300000000003', '300000000004', '300000000005'],
    ]);
    for (const { name, accountId, issuer } of world.clusters.values()) {
      const account = world.accounts.get(accountId);
      const provider = oidcProviderArn('aws', accountId, issuer);
      expect([name, account?.oidcProviders.has(provider)]).toEqual([
        name,
        true,
      ]);
      expect([name, account?.rolesQuota]).toEqual([name, 1000]);
      const found = iamServiceAccounts(world).filter(
        ({ ref }) =>
          ref.cluster === name && !COMPANY.test(formatServiceAccountRef(ref)),
      );
      expect([name, found.length]).toEqual([name, 100]);
    }
  });

  it('has the same services in three clusters, and different ones in the next', async () => {
    const world = await makeCompany({ secondRegion: true });
    await addPlaces(world, MANY);
    addFleet(world, { ...MANY, serviceAccounts: 700, roles: 280, pods: 0 });
    const services = (cluster: string) =>
      new Set(
        iamServiceAccounts(world)
          .filter(({ ref }) => ref.cluster === cluster)
          .map(({ ref }) => `${ref.namespace}/${ref.name}`)
          .filter(ref => !COMPANY.test(`${cluster}/${ref}`)),
      );
    const isIn = (cluster: string) => (ref: string) =>
      services(cluster).has(ref);
    expect([...services('fleet-004')].filter(isIn('prod-us'))).toEqual([]);
    expect([...services('fleet-004')].filter(isIn('fleet-005'))).not.toEqual(
      [],
    );
  });
});
