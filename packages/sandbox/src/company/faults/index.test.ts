import {
  faults,
  formatServiceAccountRef,
  subjectOf,
} from '@backstage-irsa/core/model';
import { KubeApi } from '../../kubernetes/api';
import { deployments } from '../../kubernetes/resources/deployments';
import { serviceAccounts } from '../../kubernetes/resources/serviceAccounts';
import type { World } from '../../state/world';
import { makeCompany } from '..';
import { HEALTHY, podsOf } from '../__testUtils__/look';
import { makeHealthyService } from '../healthyService';
import { findRunningService, findService } from '../service';
import { s3Write } from '../statements';
import { plantFault } from '.';

const SERVICE = formatServiceAccountRef(HEALTHY);
const LATER = { cluster: 'staging-eu', namespace: 'shop', name: 'made-later' };

describe('faults', () => {
  let world: World;

  beforeEach(async () => {
    world = await makeCompany();
  });

  const healthy = () =>
    world.services.filter(
      service => service.fault === null && service.name !== HEALTHY.name,
    );

  /** Returns the parts of the other services that a fault could change. */
  const others = () =>
    healthy().map(service => {
      const { role, account, cluster } = findRunningService(world, service);
      return {
        role: JSON.stringify({ ...role, lastUsed: undefined }),
        policies: role.attachedPolicyArns.map(arn => account.policies.get(arn)),
        pods: podsOf(world, service),
        provider: [...account.oidcProviders.values()]
          .filter(({ url }) => cluster.issuer.endsWith(url))
          .map(({ clientIds }) => clientIds),
      };
    });

  /** Creates a service after the start that shares its role with others. */
  const makeLater = () => {
    makeHealthyService(world, {
      ...LATER,
      maker: 'hand',
      ageDays: 0,
      replicas: 1,
      statements: s3Write('made-later-files'),
    });
    const { role } = findService(world, LATER);
    const shared = JSON.parse(role.trustPolicy);
    const text = JSON.stringify(shared.Statement[0]);
    const friend = { ...LATER, name: 'friend' };
    shared.Statement.push(
      JSON.parse(text.replace(subjectOf(LATER), subjectOf(friend))),
    );
    role.trustPolicy = JSON.stringify(shared);
    return { role, friend };
  };

  it.each(faults.map(({ id }) => id))(
    '%s does not change other services, and can be planted into a service that was created later',
    fault => {
      const before = structuredClone(others());
      expect(before.length).toBeGreaterThan(5);
      plantFault(world, { fault, service: SERVICE });
      expect(others()).toEqual(before);

      makeLater();
      const service = formatServiceAccountRef(LATER);
      const { title } = faults.find(({ id }) => id === fault)!;
      expect(plantFault(world, { fault, service })).toEqual({
        fault,
        title,
        service,
      });
      expect(world.services.at(-1)).toEqual({
        ...LATER,
        fault,
        description: title,
      });
    },
  );

  it('keep the statements of a trust policy about others', () => {
    const { role, friend } = makeLater();
    const service = formatServiceAccountRef(LATER);
    plantFault(world, { fault: 'wrong-subject', service });
    expect(role.trustPolicy).toContain(`"${subjectOf(friend)}"`);
    expect(role.trustPolicy).not.toContain(`"${subjectOf(LATER)}"`);
  });

  const api = () => {
    const cluster = world.clusters.get('prod-eu');
    if (!cluster) throw new Error('there is no cluster');
    return new KubeApi(cluster, () => world.now());
  };

  it.each<[string, string, string, () => void]>([
    [
      'an unknown fault',
      'gremlins',
      'unknown fault gremlins; use one of no-oidc-provider, old-issuer',
      () => {},
    ],
    [
      'a ServiceAccount that does not exist',
      'wrong-subject',
      `${SERVICE}: the ServiceAccount does not exist`,
      () => api().delete(serviceAccounts, 'production', 'orders-api'),
    ],
    [
      'a service that another fault already broke',
      'audience-differs',
      `${SERVICE}: the trust policy of its role does not trust it`,
      () => plantFault(world, { fault: 'wrong-subject', service: SERVICE }),
    ],
    [
      'a service without a role annotation',
      'wrong-subject',
      `${SERVICE}: the annotation names no role`,
      () =>
        plantFault(world, { fault: 'pod-identity-trust', service: SERVICE }),
    ],
    [
      'a service with an EKS Pod Identity association',
      'audience-differs',
      `${SERVICE}: it has an EKS Pod Identity association`,
      () => plantFault(world, { fault: 'both-mechanisms', service: SERVICE }),
    ],
    [
      'a service without a Deployment if the fault changes its pods',
      'static-keys',
      `${SERVICE}: it has no Deployment of the same name`,
      () => api().delete(deployments, 'production', 'orders-api'),
    ],
  ])('are rejected for %s', (_, fault, message, prepare) => {
    prepare();
    expect(() => plantFault(world, { fault, service: SERVICE })).toThrow(
      message,
    );
  });

  it.each(['orders-api', 'a/b/c,d/e/f', ''])(
    'are rejected for "%s", which names no service',
    service => {
      expect(() =>
        plantFault(world, { fault: 'wrong-subject', service }),
      ).toThrow('is not a service: use <cluster>/<namespace>/<name>');
    },
  );

  it('are rejected for an unknown cluster', () => {
    expect(() =>
      plantFault(world, { fault: 'wrong-subject', service: 'x/y/z' }),
    ).toThrow('x/y/z: unknown cluster x');
  });

  it('in an OIDC provider are rejected when every account needs it', () => {
    const worker = 'prod-eu/production/orders-worker';
    plantFault(world, { fault: 'client-id-missing', service: SERVICE });
    expect(() =>
      plantFault(world, { fault: 'no-oidc-provider', service: worker }),
    ).toThrow('choose a service of another cluster');
  });
});
