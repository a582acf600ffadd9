export { decide } from './decide';
export { diagnose } from './diagnose';
export { redact } from './redact';
export type { DiagnosisContext } from './types';
