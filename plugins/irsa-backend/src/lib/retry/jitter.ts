/**
 * Returns a wait of random length up to this one, in milliseconds, so that callers that were refused together do not retry together.
 *
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog, on full jitter.
 */
export function jittered(ms: number): number {
  return Math.floor(Math.random() * ms);
}
