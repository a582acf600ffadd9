import type { ChangeLog } from '../authorization/audit/ChangeLog';
import { CutOffPolicies } from '../execute/CutOffPolicies';
import { CutOffRoles } from '../provisioning/cutOffs/CutOffRoles';
import { CutOffs } from '../provisioning/cutOffs/CutOffs';
import { GuardrailReports } from '../provisioning/GuardrailReports';
import { Recoveries } from '../provisioning/recovery/Recoveries';
import { RecoveryRules } from '../provisioning/recovery/RecoveryRules';
import { RecoveryStore } from '../provisioning/recovery/RecoveryStore';
import { createTransfers } from '../provisioning/transfers/createTransfers';
import { EntityOrigins } from '../provisioning/transfers/EntityOrigins';
import { CutOffStore } from '../serviceAccounts/cutOffs/CutOffStore';
import { ClaimStore } from '../serviceAccounts/ClaimStore';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type { FleetUpdates } from '../fleet/scans/FleetUpdates';
import { Applier } from '../provisioning/Applier';
import { Deliveries } from '../delivery/Deliveries';
import { HandOvers } from '../delivery/HandOvers';
import { Deleter } from '../provisioning/Deleter';
import { Records } from '../provisioning/Records';
import { Rollbacks } from '../provisioning/Rollbacks';
import { StepRecords } from '../provisioning/StepRecords';
import { StepRunner } from '../provisioning/StepRunner';
import type { Verifier } from '../verification/Verifier';
import { Writers } from '../provisioning/Writers';
import type { Authorization } from './createAuthorization';
import type { Observing } from './createObserving';
import type { Stores } from './createStores';
import type { Planning } from './createPlanning';
import type { ServiceOptions } from './ServiceOptions';

/** Creates the services that every change needs. */
function createWriting(given: {
  options: ServiceOptions;
  observing: Observing;
  stores: Stores;
  changes: ChangeLog;
}) {
  const { auditor, knex, logger } = given.options;
  const { aws, kubernetes, meters } = given.observing;
  const { leases, managed, operations, store, trustWrites } = given.stores;
  return {
    changes: given.changes,
    guardrailReports: new GuardrailReports({ auditor, meters }),
    runner: new StepRunner({
      ...{ logger, aws, kubernetes, trustWrites },
      records: new StepRecords({ managed }),
    }),
    writers: new Writers({
      claims: new ClaimStore({ knex }),
      roles: leases,
      operations,
      logger,
    }),
    ...{ store, managed, operations, trustWrites },
  };
}

/** Creates the services that change AWS, clusters, and ownership. */
export function createProvisioning(given: {
  options: ServiceOptions;
  observing: Observing;
  stores: Stores;
  authorization: Authorization;
  planning: Planning;
  changes: ChangeLog;
  evaluator: Evaluator;
  fleet: FleetUpdates;
  verifier: Verifier;
}) {
  const { options, observing, stores, planning, changes, fleet, verifier } =
    given;
  const { auth, catalog, config, knex, logger } = options;
  const { access, memberships } = given.authorization;
  const { consents, deliveries, leases, managed, store } = stores;
  const { aws, deletionReader: providers, observer } = observing;
  const { planner, recordedReader: reader } = planning;
  const writing = createWriting(given);
  const deleter = new Deleter({ fleet, config, reader, verifier, ...writing });
  const cutOffs = new CutOffs({
    access,
    changes,
    config,
    cutOffs: new CutOffStore({ knex }),
    leases,
    logger,
    memberships,
    policies: new CutOffPolicies({
      aws,
      boundaries: config.guardrails?.permissionsBoundaries ?? {},
    }),
    roles: new CutOffRoles({ config, managed, providers, reader }),
    store,
    verifier,
  });
  const applier = new Applier({
    approvals: planning.planApprovals,
    cutOffs,
    planner,
    verifier,
    records: new Records({ managed, store }),
    consents,
    ...writing,
  });
  return {
    ...createTransfers({
      ...{ applier, auth, catalog, config, knex, logger, memberships, planner },
      ...{ evaluator: given.evaluator, observer },
      ...writing,
    }),
    cutOffs,
    applier,
    deleter,
    writers: writing.writers,
    recoveries: new Recoveries({
      ...{ config, memberships, ...writing },
      recoveries: new RecoveryStore({ knex }),
      rules: new RecoveryRules({
        ...{ config, observer, planner, store },
        entities: new EntityOrigins({ auth, catalog }),
      }),
    }),
    rollbacks: new Rollbacks({
      ...{ config, deleter, fleet, verifier },
      ...writing,
    }),
    deliveries: new Deliveries({
      planner,
      verifier,
      deliveries,
      terraformModule: config.terraformModule,
      ...writing,
    }),
    handOvers: new HandOvers({
      ...{ config, cutOffs, deliveries, observer, planner },
      ...writing,
    }),
  };
}
