export { accessGraph } from './accessGraph';
export type { AccessGraphInput, GraphRole } from './types';
