/** A group of actions that no service may be granted, and the attack that they allow. */
export interface DeniedGroup {
  title: string;
  /** Action patterns with `*` and `?`. */
  actions: readonly string[];
  attack: string;
}
