import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import type { ChangeReader } from '../authorization/audit/ChangeReader';
import type { Memberships } from '../authorization/Memberships';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import { AcceptanceRules } from './AcceptanceRules';
import { AccessGraphs } from './accessGraph/AccessGraphs';
import { AcceptanceStore } from './store/AcceptanceStore';
import { EntityLinkStore } from './store/EntityLinkStore';
import { FleetStore } from './store/FleetStore';
import { OverviewStore } from './store/OverviewStore';
import type { OrganizationReader } from '@backstage-irsa/core/organization';
import type { RememberedResources } from '../observe/resources/RememberedResources';
import { PolicySetReader } from '../permissions/PolicySetReader';
import { PolicySets } from '../permissions/PolicySets';
import { ScopeStore } from './store/inventory/ScopeStore';
import { ScopeReader } from './store/ScopeReader';
import { TrustingRoleStore } from './store/TrustingRoleStore';
import type { ClusterDirectory } from '../config/ClusterDirectory';
import { Acceptances } from './Acceptances';
import type { Discovery } from './discovery/Discovery';
import { DiscoveryReports } from './discovery/DiscoveryReports';
import { DiscoveryStore } from './discovery/DiscoveryStore';
import { EntityLinks } from './EntityLinks';
import { Fleet, type ScanTrigger } from './Fleet';
import { FleetExports } from './FleetExports';
import { FleetReaders } from './FleetReaders';
import { FleetFacets } from './FleetFacets';
import { FacetStore } from './store/FacetStore';
import { FleetRoles } from './FleetRoles';
import type { Authorizer } from '../authorization/Authorizer';
import { createWhoCan } from './whoCan/createWhoCan';
import type { WhoCan } from './whoCan/WhoCan';

/** The services that answer requests about the fleet. */
export interface FleetServices {
  acceptances: Acceptances;
  accessGraphs: AccessGraphs;
  discoveryReports: DiscoveryReports;
  entityLinks: EntityLinks;
  fleet: Fleet;
  fleetExports: FleetExports;
  fleetFacets: FleetFacets;
  fleetRoles: FleetRoles;
  whoCan: WhoCan;
}

/** Creates the services that answer requests about the fleet from stored scan results. */
export function createFleetServices({
  catalog,
  changeReader,
  changes,
  directory,
  discovery,
  evaluator,
  knex,
  memberships,
  organizations,
  authorizer,
  resources,
  scans,
}: {
  catalog: CatalogService;
  changeReader: ChangeReader;
  changes: ChangeLog;
  directory: ClusterDirectory;
  discovery: Discovery;
  evaluator: Evaluator;
  knex: Knex;
  memberships: Memberships;
  organizations: OrganizationReader;
  authorizer: Authorizer;
  resources: RememberedResources;
  scans: ScanTrigger;
}): FleetServices {
  const { config } = directory;
  const store = new FleetStore({ knex, config });
  const scopes = new ScopeReader({ knex });
  const reader = new PolicySetReader({ knex });
  const policies = { policySets: new PolicySets({ reader }), reader };
  const trustingRoles = new TrustingRoleStore({ knex });
  const overview = new OverviewStore({ knex });
  const readers = new FleetReaders({
    config: config.fleet,
    memberships,
    authorizer,
  });
  const reading = { loadCatalogue, organizations, readers, scopes, store };
  return {
    acceptances: new Acceptances({
      acceptances: new AcceptanceStore({ knex }),
      changes,
      overview,
      authorizer,
      readers,
      rules: new AcceptanceRules({
        ...{ config, memberships },
        changes: changeReader,
      }),
      store,
    }),
    accessGraphs: new AccessGraphs({
      ...{ evaluator, trustingRoles, ...policies, ...reading },
    }),
    discoveryReports: new DiscoveryReports({
      ...{ directory, discovery, readers, scopes },
      store: new DiscoveryStore({ knex }),
    }),
    entityLinks: new EntityLinks({
      ...{ catalog, changes, config, memberships, readers },
      links: new EntityLinkStore({ knex }),
      scopes: new ScopeStore({ knex }),
    }),
    fleet: new Fleet({
      overview,
      scans,
      ...reading,
    }),
    fleetExports: new FleetExports({ readers, store }),
    fleetFacets: new FleetFacets({ readers, store: new FacetStore({ knex }) }),
    fleetRoles: new FleetRoles({
      ...{ evaluator, trustingRoles, ...policies, ...reading },
    }),
    whoCan: createWhoCan({ config, knex, resources, ...policies, ...reading }),
  };
}
