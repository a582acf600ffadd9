import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { Knex } from 'knex';
import type { ChangeLog } from '../audit/ChangeLog';
import type { ChangeReader } from '../audit/ChangeReader';
import type { Memberships } from '../authorization/Memberships';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../lib/evaluation/Evaluator';
import { AcceptanceRules } from './AcceptanceRules';
import { AcceptanceStore } from './store/AcceptanceStore';
import { FleetStore } from './store/FleetStore';
import { HolderStore } from './store/HolderStore';
import { OverviewStore } from './store/OverviewStore';
import { PolicySetReader } from './store/PolicySetReader';
import { ScopeReader } from './store/ScopeReader';
import { Acceptances } from './Acceptances';
import { Fleet, type SweepTrigger } from './Fleet';
import { FleetExports } from './FleetExports';
import { FleetReaders } from './FleetReaders';
import { FleetRoles } from './FleetRoles';
import type { Permits } from '../authorization/Permits';
import { PolicySets } from '../permissions/PolicySets';
import { WhoCan } from './WhoCan';

/** What serves the fleet. */
export interface FleetServices {
  acceptances: Acceptances;
  fleet: Fleet;
  fleetExports: FleetExports;
  fleetRoles: FleetRoles;
  whoCan: WhoCan;
}

/** Puts together what serves the fleet as scans stored it. */
export function createFleetServices({
  changeReader,
  changes,
  config,
  evaluator,
  knex,
  memberships,
  permits,
  sweeps,
}: {
  changeReader: ChangeReader;
  changes: ChangeLog;
  config: IrsaConfig;
  evaluator: Evaluator;
  knex: Knex;
  memberships: Memberships;
  permits: Permits;
  sweeps: SweepTrigger;
}): FleetServices {
  const store = FleetStore.create({ knex, config });
  const scopes = ScopeReader.create({ knex });
  const reader = PolicySetReader.create({ knex });
  const overview = OverviewStore.create({ knex });
  const readers = new FleetReaders({
    config: config.fleet,
    memberships,
    permits,
  });
  const reading = { loadCatalogue, readers, scopes, store };
  return {
    acceptances: Acceptances.create({
      acceptances: AcceptanceStore.create({ knex }),
      changes,
      overview,
      permits,
      readers,
      rules: new AcceptanceRules({
        ...{ config, memberships },
        changes: changeReader,
      }),
      store,
    }),
    fleet: Fleet.create({
      overview,
      sweeps,
      ...reading,
    }),
    fleetExports: FleetExports.create({ readers, store }),
    fleetRoles: FleetRoles.create({
      evaluator,
      policySets: reader,
      ...reading,
    }),
    whoCan: WhoCan.create({
      holders: HolderStore.create({ knex }),
      policySets: PolicySets.create({ reader }),
      reader,
      ...reading,
    }),
  };
}
