/** The duration and the calls of a scan. */
export interface ScanCost {
  durationMs: number;
  awsCalls: number;
  kubernetesCalls: number;
}

/** Why part of a scope could not be read. */
export interface Unread {
  reason: string;
  missingPermission?: string;
  /** Whether the Kubernetes API did not accept the backend's identity (401). */
  isRejected?: true;
}

/** Returns the columns of a scope for what its scan could not read. */
export function unreadColumns(unread?: Unread) {
  return {
    reason: unread?.reason ?? null,
    missing_right: unread?.missingPermission ?? null,
    credentials_rejected: unread?.isRejected ?? false,
  };
}

/** Returns the columns of a scope for what its scan took. */
export function costColumns(cost: ScanCost) {
  return {
    duration_ms: cost.durationMs,
    aws_calls: cost.awsCalls,
    kubernetes_calls: cost.kubernetesCalls,
  };
}
