/**
 * Runs a function on many random inputs, and counts.
 *
 * @packageDocumentation
 */
export { fuzz, type Check } from './fuzz';
export { anyText, NASTY } from './texts';
export {
  anyChanges,
  anyJson,
  changed,
  mutated,
  retexted,
  type Change,
} from './values';
