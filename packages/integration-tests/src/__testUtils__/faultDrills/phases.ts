import type { Drill } from './DrillStage';

const PHASES = ['scanning', 'reading', 'writing'] as const;

/** Returns every fault with one of its phases, in rotation. */
export const onePhaseEach = (drills: Drill[]): Drill[] =>
  drills.map((drill, index) => {
    const { fault, isSilent } = drill;
    const phases = PHASES.filter(phase => drill[phase]);
    const phase = phases[index % phases.length];
    return { fault, isSilent, [phase]: drill[phase] };
  });
