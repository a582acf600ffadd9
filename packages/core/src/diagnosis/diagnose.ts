import type {
  CheckResult,
  Diagnosis,
  DiagnosisCandidate,
} from '../model/types';
import { candidateOf } from './candidates';
import { evaluate } from './evaluation';
import { recognize } from './recognize';
import { redact } from './redact';
import type { DiagnosisContext } from './types';

const inState = (
  candidates: DiagnosisCandidate[],
  state: DiagnosisCandidate['state'],
) => candidates.filter(candidate => candidate.state === state);

/**
 * The faults that an error text may come from, the likeliest first: those of the text that are confirmed, those that stay open, then those that are
 * ruled out. Where none of the text is confirmed, what the checks found besides stands before what is ruled out. Of the text nothing is given back
 * but what was understood, without secrets.
 */
export function diagnose(
  text: string,
  checks: CheckResult[],
  context: DiagnosisContext,
): Omit<Diagnosis, 'verifiedAt'> {
  const recognitions = recognize(redact(text), context.roleArn);
  const verdicts = evaluate(recognitions, context);
  const candidatesOf = (faults: string[]) =>
    [...new Set(faults)].flatMap(
      fault => candidateOf(fault, checks, verdicts, context) ?? [],
    );

  const named: string[] = recognitions.flatMap(({ faults }) => faults);
  const suggested = candidatesOf([...named, ...verdicts.keys()]);
  const confirmed = inState(suggested, 'confirmed');
  const failing = checks.flatMap(({ result, fault }) =>
    result === 'fail' && fault !== undefined ? [fault] : [],
  );
  const besides = candidatesOf(failing.filter(fault => !named.includes(fault)));
  return {
    recognized: recognitions.map(({ shown }) => shown),
    candidates: [
      ...confirmed,
      ...inState(suggested, 'possible'),
      ...(confirmed.length === 0 ? besides : []),
      ...inState(suggested, 'ruled-out'),
    ],
  };
}
