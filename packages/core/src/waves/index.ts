export {
  cloneBlockers,
  cloneWarnings,
  clonedSpec,
  sameSpec,
  type CloneTarget,
} from './clone';
export { waveMarkdown, waveRow, waveTitle, WAVE_COLUMNS } from './report';
export {
  ITEM_STATES,
  NO_ITEMS,
  stateAfter,
  totalOf,
  type WaveCommand,
  type WaveStanding,
} from './states';
export { blockersOf, callsOf } from './summary';
export { trustAhead, type TrustAddition, type TrustAhead } from './trustAhead';
