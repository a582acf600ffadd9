import type {
  AwsRequest,
  ChangeAction,
  ChangeWrite,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';

/** The requester and the reason of a change. */
export interface ChangeRequest {
  /** The entity reference of the user. */
  requester: string;
  /** The entity reference of the user who approved the change. */
  approver?: string;
  reason?: string;
  /** The number of the change request or ticket in another system. */
  changeNumber?: string;
}

/** A change that is about to be made. */
export interface NewChange extends ChangeRequest {
  action: ChangeAction;
  operationId?: string;
  serviceAccount?: ServiceAccountRef;
  findingId?: string;
  entityRef?: string | null;
  owner?: string | null;
  /** The AWS account of the role. */
  accountId?: string;
}

/** A write that is about to be made: a step of a plan, or a record in Backstage's database. */
export interface NewWrite {
  action: ChangeWrite['action'];
  target: ChangeWrite['target'];
  summary: string;
  diff: { field: string; before?: unknown; after?: unknown }[];
}

/** The result of a change or of a write. */
export interface Outcome {
  result: 'succeeded' | 'failed';
  message?: string;
  requests: AwsRequest[];
  endedAt: string;
}

/** A change as stored before its first write. */
export interface StoredChange extends NewChange {
  id: string;
  startedAt: string;
}

/** A write as stored before it is made. */
export type StoredWrite = Omit<
  ChangeWrite,
  'endedAt' | 'result' | 'message' | 'requests'
>;
