/** Actions that no service is given, and what it could do with them. */
export interface DeniedGroup {
  title: string;
  /** With `*` and `?`. */
  actions: readonly string[];
  attack: string;
}
