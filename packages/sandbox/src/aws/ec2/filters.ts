import { AwsError } from '../protocol/error';
import { flatList, structure, text } from '../protocol/fields';
import { wildcardPattern } from '../protocol/wildcards';

/** The filters of a list, as forms have them. */
export const filters = flatList(
  structure({ Name: text(), Value: flatList(text()) }),
);

interface Filter {
  Name: string;
  Value: string[];
}

/** What a filter of this name compares: something matches when one of these is among the filter's values. Undefined for a name that is none. */
export type FilterValues<T> = (
  name: string,
) => ((item: T) => string[]) | undefined;

/** Throws `InvalidParameterValue` for a filter that the sandbox does not have. */
export function matcher<T>(
  { Name, Value }: Filter,
  valuesOf: FilterValues<T>,
): (item: T) => boolean {
  const values = valuesOf(Name);
  if (!values) {
    throw invalidValue(`The filter '${Name}' is invalid`);
  }
  const patterns = Value.map(value => wildcardPattern(value));
  return item =>
    values(item).some(value => patterns.some(pattern => pattern.test(value)));
}

/** How EC2 refuses the value of a parameter. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', 400, message);
}
