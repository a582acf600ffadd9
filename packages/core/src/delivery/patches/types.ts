/**
 * What annotations of a ServiceAccount are to be: a text sets the value, `null` removes the annotation.
 *
 * @public
 */
export type AnnotationChanges = Record<string, string | null>;

/**
 * The new text of a file, equal to the old one in every byte that the change does not need, with what to know about it;
 * or why the file is not changed, as a sentence that says what to do.
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

/** A file that is not changed, and why. */
export class PatchRefusal extends Error {}
