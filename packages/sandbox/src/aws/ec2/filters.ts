import { AwsError } from '../protocol/error';
import { flatList, structure, text } from '../protocol/fields';
import { wildcardPattern } from '../protocol/wildcards';

/** The reader for the filters of a list operation. */
export const filters = flatList(
  structure({ Name: text(), Value: flatList(text()) }),
);

interface Filter {
  Name: string;
  Value: string[];
}

/**
 * Returns the function that reads the values that a filter compares: an item matches if one of them is among the filter's values. Undefined for an
 * unknown filter name.
 */
export type FilterValues<T> = (
  name: string,
) => ((item: T) => string[]) | undefined;

/** Returns a function that checks whether an item matches a filter. Throws `InvalidParameterValue` for an unknown filter. */
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

/** Returns EC2's error for an invalid parameter value. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', 400, message);
}
