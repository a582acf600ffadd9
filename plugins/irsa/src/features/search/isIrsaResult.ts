/** Checks whether a search result is a document of this plugin. */
export function isIrsaResult({ type }: { type: string }): boolean {
  return type === 'irsa';
}
