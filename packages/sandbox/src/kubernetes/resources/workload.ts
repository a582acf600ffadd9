import { jsonEqual } from '../json';
import type { LabelSelector } from '../objects';
import type { Cause } from '../status';

/** Checks that the selector of a workload does not change: it is immutable. */
export function validateSelectorUpdate(
  object: { spec: { selector?: LabelSelector } },
  previous: { spec: { selector?: LabelSelector } },
): Cause[] {
  return jsonEqual(object.spec.selector, previous.spec.selector)
    ? []
    : [
        {
          reason: 'FieldValueInvalid',
          field: 'spec.selector',
          message: `Invalid value: ${JSON.stringify(
            object.spec.selector,
          )}: field is immutable`,
        },
      ];
}
