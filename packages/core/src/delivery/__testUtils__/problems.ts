import type { RenderedFile, RenderFormat } from '../../model/types';
import Ajv from 'ajv';
import { contentOf, terraformOf, yamlOf, type Parsed } from './readers/files';
import { parseHcl } from './readers/hclFile';
import { ack } from './schemas/ack';
import { templateProblems } from './schemas/cloudformation';
import { crossplane } from './schemas/crossplane';
import { eksctl } from './schemas/eksctl';
import { iamJson } from './schemas/iamJson';
import { kubernetes } from './schemas/kubernetes';
import type { Schema } from './schemas/objects';
import { terraform } from './schemas/terraform';

const ajv = new Ajv();

function problems(schema: Schema, values: Parsed[]): string[] {
  return values.flatMap(value =>
    ajv.validate(schema, value)
      ? []
      : [`${ajv.errorsText()} in ${JSON.stringify(value)}`],
  );
}

function manifestProblems(files: RenderedFile[]): string[] {
  return problems(kubernetes, yamlOf(files, 'service-account.yaml'));
}

function iamJsonProblems(files: RenderedFile[]): string[] {
  return Object.entries(iamJson).flatMap(([name, schema]) =>
    problems(
      schema,
      files
        .filter(({ path }) => new RegExp(`^${name}(-\\d+)?\\.json$`).test(path))
        .map(({ content }) => JSON.parse(content)),
    ),
  );
}

function eksctlProblems(files: RenderedFile[]): string[] {
  return [
    ...problems(eksctl, yamlOf(files, 'cluster.yaml')),
    ...(contentOf(files, 'role.yaml') === undefined
      ? []
      : yamlOf(files, 'role.yaml').flatMap(templateProblems)),
  ];
}

/** Returns the problems of Kubernetes objects according to the CRDs of their kinds. */
export const objectProblems = {
  ack: (objects: Parsed[]) => problems(ack, objects),
  crossplane: (objects: Parsed[]) => problems(crossplane, objects),
};

const BY_FORMAT: Record<RenderFormat, (files: RenderedFile[]) => string[]> = {
  'iam-json': iamJsonProblems,
  terraform: files => problems(terraform, [parseHcl(terraformOf(files))]),
  cloudformation: files =>
    yamlOf(files, 'template.yaml').flatMap(templateProblems),
  eksctl: eksctlProblems,
  ack: files => objectProblems.ack(yamlOf(files, 'ack.yaml')),
  crossplane: files =>
    objectProblems.crossplane(yamlOf(files, 'crossplane.yaml')),
};

/** Returns the problems of a format's files according to its published schema. */
export function problemsOf(
  format: RenderFormat,
  files: RenderedFile[],
): string[] {
  return [...BY_FORMAT[format](files), ...manifestProblems(files)];
}
