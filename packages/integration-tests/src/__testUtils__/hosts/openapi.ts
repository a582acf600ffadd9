import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import type { Body, HostRequest } from './types';

/**
 * The folder of the hosts' published OpenAPI documents, which are not part of this repository: `github.json` (`generated/api.github.com.json` of the
 * npm package `@octokit/openapi`), `gitlab.yaml` (`doc/api/openapi/openapi_v3.yaml` of gitlabhq/gitlabhq), `azure.json`
 * (`specification/git/7.1/git.json` of MicrosoftDocs/vsts-rest-api-specs), `bitbucketCloud.json` (https://api.bitbucket.org/swagger.json),
 * `bitbucketServer.json` (one per release of Bitbucket Data Center, from developer.atlassian.com/server/bitbucket/rest).
 */
const FOLDER = process.env.GIT_HOST_OPENAPI;

interface Operation {
  parameters: Body[];
  /** A reference to the schema of the body, from the root of the document. */
  body?: string;
  /** The fields of the body, if the schema lists them and allows no others. */
  fields?: string[];
}

/** The result of comparing a request with the document. */
interface Judgment {
  /** The operation in the document, such as `GET /user`. Undefined if the document has none. */
  operation?: string;
  /** The parts of the request that the document does not allow. */
  problems: string[];
}

const JSON_BODY = 'application/json';
const FORM = 'multipart/form-data';

const escaped = (name: string) =>
  name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The OpenAPI document of a host, version 2 or 3. */
export class HostApi {
  readonly #document: Body;
  /** The prefix of the document's paths. */
  readonly #base: string;
  readonly #ajv = new Ajv({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    logger: false,
  });
  readonly #bodies = new Map<string, ValidateFunction>();

  constructor({ 'x-ms-paths': overloads, ...document }: Body) {
    this.#document = {
      ...document,
      paths: { ...document.paths, ...overloads },
    };
    const [server] = document.servers ?? [];
    const base =
      document.basePath ?? new URL(server?.url ?? '', 'http://host').pathname;
    this.#base = base.replace(/\/$/, '');
    this.#ajv.addSchema({ $id: 'api', ...this.#document });
  }

  #resolve(value: Body): Body {
    if (!value?.$ref) return value;
    const names: string[] = value.$ref.slice(2).split('/');
    return names.reduce((at, name) => at[name], this.#document);
  }

  /**
   * Returns the document's path for a call. Prefers a path with its query, because Azure DevOps overloads paths, then a literal part over a
   * parameter.
   */
  #pathOf({ path, query }: HostRequest): string | undefined {
    if (!path.startsWith(this.#base)) return undefined;
    const parts = path.slice(this.#base.length).toLowerCase().split('/');
    const isParameter = (part: string) => part.startsWith('{');
    // The Bitbucket Data Center documents use this name for the newest version.
    const isNewest = (name: string, at: number) =>
      name === 'latest' && /^\d+\.\d+$/.test(parts[at]);
    const queryOf = (known: string) => [
      ...new URLSearchParams(known.split('?')[1]).keys(),
    ];
    return Object.keys(this.#document.paths)
      .filter(known => {
        const names = known.toLowerCase().split('?')[0].split('/');
        return (
          names.length === parts.length &&
          names.every(
            (name, at) =>
              isParameter(name) || name === parts[at] || isNewest(name, at),
          ) &&
          queryOf(known).every(name => query.has(name))
        );
      })
      .sort(
        (a, b) =>
          queryOf(b).length - queryOf(a).length ||
          a.split('{').length - b.split('{').length,
      )[0];
  }

  #operationOf(path: string, method: string): Operation | undefined {
    const item = this.#document.paths[path];
    const operation = item[method];
    if (!operation) return undefined;
    const parameters: Body[] = [
      ...(item.parameters ?? []),
      ...(operation.parameters ?? []),
    ].map(one => this.#resolve(one));
    const at = `api#/paths/${escaped(path)}/${method}`;
    const inBody = parameters.findIndex(one => one.in === 'body');
    const content = this.#resolve(operation.requestBody)?.content ?? {};
    // GitLab accepts forms and JSON, but documents a form if it accepts a file. The file of a commit is only an alternative.
    const { required = [] } = this.#resolve(content[FORM]?.schema) ?? {};
    const type = [JSON_BODY, FORM].find(
      one =>
        content[one] !== undefined &&
        (one === JSON_BODY || !required.includes('file')),
    );
    const schema = this.#resolve(
      type === undefined ? parameters[inBody]?.schema : content[type].schema,
    );
    return {
      parameters,
      ...(schema?.properties &&
        !schema.additionalProperties && {
          fields: Object.keys(schema.properties),
        }),
      ...(type !== undefined && {
        body: `${at}/requestBody/content/${escaped(type)}/schema`,
      }),
      ...(inBody >= 0 && {
        body: `${at}/parameters/${
          inBody - (item.parameters ?? []).length
        }/schema`,
      }),
    };
  }

  #bodyProblems(reference: string, body: unknown): string[] {
    const validate =
      this.#bodies.get(reference) ?? this.#ajv.compile({ $ref: reference });
    this.#bodies.set(reference, validate);
    return validate(body)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message }) => `body${instancePath} ${message}`,
        );
  }

  judge(call: HostRequest): Judgment {
    const path = this.#pathOf(call);
    const operation =
      path && this.#operationOf(path, call.method.toLowerCase());
    const title = `${call.method} ${call.path}`;
    if (!operation) return { problems: [`${title}: no such operation`] };
    const query = operation.parameters.filter(one => one.in === 'query');
    const known = query.map(({ name }) => name);
    const problems = [
      ...[...call.query.keys()]
        .filter(name => !known.includes(name))
        .map(name => `no query parameter ${name}`),
      ...query
        // The Azure DevOps client sends its version in the Accept header.
        .filter(({ name }) => name !== 'api-version')
        .filter(({ name, required }) => required && !call.query.has(name))
        .map(({ name }) => `query parameter ${name} is missing`),
      ...(operation.body && call.body !== undefined
        ? this.#bodyProblems(operation.body, call.body)
        : []),
      ...(operation.fields
        ? Object.keys(call.body ?? {})
            .filter(name => !operation.fields!.includes(name))
            .map(name => `body has no field ${name}`)
        : []),
    ];
    return {
      operation: `${call.method} ${path}`,
      problems: problems.map(problem => `${title}: ${problem}`),
    };
  }
}

/** Reads the document of a host, or returns undefined if the folder does not contain it. */
export function readHostApi(kind: string): HostApi | undefined {
  if (!FOLDER) return undefined;
  const path = ['json', 'yaml']
    .map(ending => join(FOLDER, `${kind}.${ending}`))
    .find(existsSync);
  if (path === undefined) return undefined;
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  return new HostApi(path.endsWith('.json') ? JSON.parse(text) : parse(text));
}
