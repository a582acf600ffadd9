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
 * Returns the faults that can cause an error text, most likely first: confirmed faults of the text, then open ones, then those that are ruled out. If
 * no fault of the text is confirmed, other faults that the checks found come before those that are ruled out. Of the text, the result contains only
 * the recognized parts, without secrets.
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
