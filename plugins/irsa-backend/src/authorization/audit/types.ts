import type {
  AwsRequest,
  ChangeAction,
  ChangeWrite,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';

/** Who asks for a change, and why. */
export interface ChangeRequest {
  /** Entity reference of the user. */
  requester: string;
  /** Entity reference of the user who approved it. */
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

/** A write that is about to be made: a step of a plan, or a record of this product. */
export interface NewWrite {
  action: ChangeWrite['action'];
  target: ChangeWrite['target'];
  summary: string;
  diff: { field: string; before?: unknown; after?: unknown }[];
}

/** What came of a change or of a write. */
export interface Outcome {
  result: 'succeeded' | 'failed';
  message?: string;
  requests: AwsRequest[];
  endedAt: string;
}

/** A change as it is stored before its first write. */
export interface StoredChange extends NewChange {
  id: string;
  startedAt: string;
}

/** A write as it is stored before it is made. */
export type StoredWrite = Omit<
  ChangeWrite,
  'endedAt' | 'result' | 'message' | 'requests'
>;
