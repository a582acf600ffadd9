import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { ApprovalGate } from '@backstage-irsa/plugin-irsa-node';
import type { Knex } from 'knex';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import type { Memberships } from '../authorization/Memberships';
import type { IrsaConfig } from '../config/types';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import { ApprovalDesk } from './ApprovalDesk';
import { ApprovalNotices } from './ApprovalNotices';
import { Approvals } from './Approvals';
import { ApprovalStore } from './ApprovalStore';
import { BreakGlasses } from './BreakGlasses';
import { BreakGlassStore } from './BreakGlassStore';
import { Gates, GroupGate } from './Gates';

/** Creates the services for approvals, their decisions, and break-glass. */
export function createApprovals(options: {
  changes: ChangeLog;
  config: IrsaConfig;
  gates: ApprovalGate[];
  knex: Knex;
  logger: LoggerService;
  memberships: Memberships;
  notifications: NotificationService;
  operations: OperationStore;
}): {
  approvals: Approvals;
  approvalDesk: ApprovalDesk;
  breakGlasses: BreakGlasses;
} {
  const { changes, config, knex, memberships, operations } = options;
  const store = new ApprovalStore({ knex });
  const notices = new ApprovalNotices(options);
  const gates = new Gates(
    [new GroupGate({ store }), ...options.gates],
    config.approvals,
  );
  const common = { changes, config, memberships, notices };
  const breakGlasses = new BreakGlasses({
    ...common,
    store: new BreakGlassStore({ knex }),
  });
  return {
    approvals: new Approvals({ changes, gates, notices, operations, store }),
    approvalDesk: new ApprovalDesk({ ...common, breakGlasses, store }),
    breakGlasses,
  };
}
