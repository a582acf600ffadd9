import type { OperationContext } from '../operation';
import type { FoundKey } from './keys';

/** Members of a request or an answer. */
export type KmsFields = Record<string, string>;

/** One operation of KMS on one key. A file holds one; it is listed in `index.ts`. */
export interface KmsOperation {
  name: string;
  write: boolean;
  run(found: FoundKey, input: KmsFields, context: OperationContext): KmsFields;
}
