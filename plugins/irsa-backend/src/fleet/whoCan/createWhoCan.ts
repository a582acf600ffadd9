import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import type { Knex } from 'knex';
import { VpcEndpointStore } from '../../permissions/VpcEndpointStore';
import type { PolicySetReader } from '../../permissions/PolicySetReader';
import type { PolicySets } from '../../permissions/PolicySets';
import type { RememberedResources } from '../../observe/resources/RememberedResources';
import type { IrsaConfig } from '../../config/types';
import type { FleetReaders } from '../FleetReaders';
import type { FleetStore } from '../store/FleetStore';
import { HolderStore } from '../store/HolderStore';
import type { ScopeReader } from '../store/ScopeReader';
import { AccessDecisions } from './AccessDecisions';
import { AskedResource } from './AskedResource';
import { ClusterUsers } from './ClusterUsers';
import { Holders } from './Holders';
import { PodCallers } from './PodCallers';
import { ResourceSide } from './ResourceSide';
import { WhoCan } from './WhoCan';

/** Creates the service that answers who can do something. */
export function createWhoCan(options: {
  config: IrsaConfig;
  knex: Knex;
  loadCatalogue: () => Promise<ActionCatalogue>;
  organizations: OrganizationReader;
  policySets: PolicySets;
  reader: PolicySetReader;
  readers: FleetReaders;
  resources: RememberedResources;
  scopes: ScopeReader;
  store: FleetStore;
}): WhoCan {
  const { config, knex, organizations, policySets, reader, resources, scopes } =
    options;
  const store = new HolderStore({ knex });
  const decisions = new AccessDecisions({
    organizations,
    policySets,
    reader,
  });
  const vpcEndpoints = new VpcEndpointStore({ knex });
  const pods = new PodCallers({ decisions, vpcEndpoints });
  return new WhoCan({
    ...options,
    ...{ decisions, pods, vpcEndpoints },
    holders: new Holders({
      ...{ decisions, pods, store, vpcEndpoints },
      users: new ClusterUsers({ scopes }),
    }),
    holderStore: store,
    resource: new AskedResource({ config, resources, store }),
    resourceSide: new ResourceSide({ decisions, reader, store }),
  });
}
