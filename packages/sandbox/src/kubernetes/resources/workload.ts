import { jsonEqual } from '../json';
import type { LabelSelector } from '../objects';
import type { Cause } from '../status';

/** The selector of a workload is fixed when it is made. */
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
