import { spec as document } from '../internals';

const METHODS = ['get', 'post', 'put', 'delete'] as const;
type Method = (typeof METHODS)[number];
type Item = Partial<Record<Method, { operationId: string }>>;

/** The operations of the OpenAPI document. */
export const OPERATIONS = Object.entries<Item>(document.paths).flatMap(
  ([path, item]) =>
    METHODS.flatMap(method => {
      const id = item[method]?.operationId;
      return id === undefined ? [] : [{ id, method, path }];
    }),
);
