/**
 * Runs a function on many random inputs, and counts them.
 *
 * @packageDocumentation
 */
export { fuzz } from './fuzz';
export { sampled } from './sampled';
export { anyCharacter, anyText, NASTY } from './texts';
export type { Check } from './tryInputs';
export {
  anyChanges,
  anyJson,
  changed,
  mutated,
  retexted,
  type Change,
} from './values';
