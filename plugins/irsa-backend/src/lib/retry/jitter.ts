/**
 * A wait of random length up to this one, so that those who were refused together do not come back together.
 *
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog, on full jitter.
 */
export function jittered(ms: number): number {
  return Math.floor(Math.random() * ms);
}
