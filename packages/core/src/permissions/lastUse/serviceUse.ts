/** One service that the role's identity policies grant, and when the role last used it. */
export interface ServiceUse {
  /** The IAM prefix. */
  service: string;
  /** Absent when AWS saw no use in its tracking period. */
  lastAccessed?: Date;
  /** The granted actions that AWS reports on, with their prefix; only at the level of actions, and only of some services. */
  actions?: ActionUse[];
}

/** One action, and when the role last used it. */
export interface ActionUse {
  /** With the prefix of its service. */
  action: string;
  /** Absent when AWS saw no use in its tracking period. */
  lastAccessed?: Date;
}
