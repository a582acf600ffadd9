/** Changes to annotations of a ServiceAccount: a text sets the value, and `null` removes the annotation. @public */
export type AnnotationChanges = Record<string, string | null>;

/**
 * The new text of a file, with warnings; or why the file is not changed, as a sentence that says what to do. The new text keeps every byte that the
 * change does not affect.
 *
 * @public
 */
export type FilePatch =
  | { text: string; warnings: string[] }
  | { refused: string };

/**
 * The ServiceAccount whose annotations change.
 *
 * @public
 */
export interface PatchedServiceAccount {
  namespace: string;
  name: string;
}

/** Thrown if a file cannot be changed. The message gives the reason. */
export class PatchRefusal extends Error {}
