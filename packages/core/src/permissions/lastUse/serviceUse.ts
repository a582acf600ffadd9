/** A service that the role's identity policies grant, and the time when the role last used it. */
export interface ServiceUse {
  /** The IAM prefix of the service. */
  service: string;
  /** Absent if AWS recorded no use in its tracking period. */
  lastAccessed?: Date;
  /** The granted actions that AWS reports on, with their prefix. Present only at the action level, and only for some services. */
  actions?: ActionUse[];
}

/** An action and the time when the role last used it. */
export interface ActionUse {
  /** The action with the prefix of its service. */
  action: string;
  /** Absent if AWS recorded no use in its tracking period. */
  lastAccessed?: Date;
}
