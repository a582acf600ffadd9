import type { ApiPaths } from '@backstage-irsa/core/model';

export type Method = 'get' | 'put' | 'post' | 'delete';

/** The paths of the OpenAPI document that support the method. */
export type PathOf<M extends Method> = {
  [P in keyof ApiPaths]: ApiPaths[P] extends Record<M, object> ? P : never;
}[keyof ApiPaths];

type Values<O, Place extends string> = O extends {
  parameters: { [K in Place]?: infer T };
}
  ? [NonNullable<T>] extends [never]
    ? Record<string, never>
    : NonNullable<T>
  : never;

export type PathValues<M extends Method, P extends PathOf<M>> = Values<
  ApiPaths[P][M],
  'path'
>;

/** Query parameters by name. `undefined` values are omitted. The backend validates the values. */
export type QueryValues<M extends Method, P extends PathOf<M>> = {
  [Name in keyof Values<ApiPaths[P][M], 'query'>]:
    | string
    | number
    | boolean
    | undefined;
};

export type BodyOf<
  M extends Method,
  P extends PathOf<M>,
> = ApiPaths[P][M] extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

type JsonOf<Response> = Response extends {
  content: { 'application/json': infer Json };
}
  ? Json
  : never;

/** The JSON of the responses with these status codes. */
export type AnswerOf<
  M extends Method,
  P extends PathOf<M>,
  Status extends number,
> = ApiPaths[P][M] extends { responses: infer Responses }
  ? JsonOf<Responses[keyof Responses & Status]>
  : never;
