export { decide } from './decide';
export { diagnose } from './diagnose';
export { faults } from './faults';
export type { Fault, FaultEvidence } from './faults/types';
export { redact } from './redact';
export type { DiagnosisContext } from './types';
