/** Whether a result of the search is one of our documents. */
export function isIrsaResult({ type }: { type: string }): boolean {
  return type === 'irsa';
}
