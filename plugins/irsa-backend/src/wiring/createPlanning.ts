import { createApprovals } from '../approvals/createApprovals';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import { LastWrites } from '../provisioning/LastWrites';
import { PlanApprovals } from '../provisioning/PlanApprovals';
import { RecordedReader } from '../provisioning/RecordedReader';
import { Reductions } from '../provisioning/Reductions';
import { SpecRules } from '../provisioning/SpecRules';
import { OwnershipReader } from '../provisioning/OwnershipReader';
import { TransferStore } from '../serviceAccounts/transfers/TransferStore';
import { Planner } from '../provisioning/Planner';
import type { Authorization } from './createAuthorization';
import type { Observing } from './createObserving';
import type { Stores } from './createStores';
import type { ServiceOptions } from './ServiceOptions';

/** The services that make plans, and the approvals that plans wait for. */
export type Planning = ReturnType<typeof createPlanning>;

/** Creates the services that make plans, and the approvals that plans wait for. */
export function createPlanning(given: {
  options: ServiceOptions;
  observing: Observing;
  stores: Stores;
  authorization: Authorization;
  evaluator: Evaluator;
  changes: ChangeLog;
}) {
  const { options, observing, stores, evaluator, changes } = given;
  const { config, knex, logger } = options;
  const { consents, managed, operations, store, trustWrites } = stores;
  const { memberships } = given.authorization;
  const approving = createApprovals({
    ...{ changes, config, knex, logger, memberships, operations },
    gates: options.approvalGates,
    notifications: options.notifications,
  });
  const reductions = new Reductions({ config, evaluator });
  const planApprovals = new PlanApprovals({
    ...{ config, evaluator, operations, reductions },
    approvals: approving.approvals,
    breakGlasses: approving.breakGlasses,
  });
  const transfers = new TransferStore({ knex });
  const recordedReader = new RecordedReader({
    reader: observing.deletionReader,
    managed,
  });
  const planner = new Planner({
    approvals: planApprovals,
    config,
    observer: observing.observer,
    managed,
    store,
    leftReader: recordedReader,
    trustWrites,
    lastWrites: new LastWrites({ managed, operations, store }),
    evaluator,
    ownerships: new OwnershipReader({
      managed,
      consents,
      formerOwnersOf: id => transfers.formerOwnersOf(id),
    }),
    rules: new SpecRules({ config, evaluator, reductions }),
  });
  return { approving, planApprovals, planner, recordedReader };
}
