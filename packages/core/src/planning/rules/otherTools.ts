import type { ManagedBy } from '../../model/types';
import { returnedFormats } from '../ownership/returned';
import type { Pairs } from '../types';

/** How a tool marks what it manages. */
interface Tool {
  tool: string;
  /** In which it takes a change, where we write it. */
  format?: ManagedBy['format'];
  /** Tag, label or annotation keys that it writes; lower case. */
  keys: RegExp;
  /** Those of them whose value is the name of its stack, release or application. */
  nameKeys?: RegExp;
  /** Values by which people say that it manages something. */
  values: RegExp;
}

/** What drives another tool stands before that one: eksctl makes stacks, Flux and Argo CD make releases. */
const TOOLS: Tool[] = [
  {
    tool: 'eksctl',
    format: 'eksctl',
    keys: /^(alpha\.eksctl\.io|eksctl\.io|eksctl\.cluster\.k8s\.io)\//,
    nameKeys: /\/cluster-name$/,
    values: /eksctl/i,
  },
  {
    tool: 'AWS CDK',
    format: 'cloudformation',
    keys: /^aws-cdk([:_./-]|$)/,
    values: /(^|[^a-z])cdk([^a-z]|$)/i,
  },
  {
    tool: 'CloudFormation',
    format: 'cloudformation',
    keys: /^aws:cloudformation:/,
    nameKeys: /:stack-name$/,
    values: /cloudformation/i,
  },
  {
    tool: 'OpenTofu',
    format: 'terraform',
    keys: /^(opentofu|tofu)([:_./-]|$)/,
    nameKeys: /[:_./-]workspace$/,
    values: /tofu/i,
  },
  {
    tool: 'Terraform',
    format: 'terraform',
    keys: /^terraform([:_./-]|$)/,
    nameKeys: /[:_./-]workspace$/,
    values: /terraform/i,
  },
  {
    tool: 'Pulumi',
    keys: /^pulumi([:_./-]|$)/,
    nameKeys: /[:_./-]stack$/,
    values: /pulumi/i,
  },
  {
    tool: 'Crossplane',
    format: 'crossplane',
    keys: /^crossplane([:_./-]|$)/,
    nameKeys: /[:_./-]name$/,
    values: /crossplane/i,
  },
  {
    tool: 'ACK',
    format: 'ack',
    keys: /^services\.k8s\.aws\//,
    values: /^ack([^a-z]|$)/i,
  },
  {
    tool: 'Argo CD',
    keys: /^argocd\.argoproj\.io\//,
    nameKeys: /\/(instance|tracking-id)$/,
    values: /argo/i,
  },
  {
    tool: 'Flux',
    keys: /^(kustomize|helm)\.toolkit\.fluxcd\.io\//,
    nameKeys: /\/name$/,
    values: /flux/i,
  },
  {
    tool: 'Helm',
    keys: /^meta\.helm\.sh\//,
    nameKeys: /\/release-name$/,
    values: /helm/i,
  },
];

/** Keys whose value names the tool; without case and punctuation. */
const MANAGED_BY_KEYS = new Set(['managedby', 'appkubernetesiomanagedby']);

const NO = /^(false|no|0)$/i;

/** A tag, label or annotation. */
interface Pair {
  key: string;
  value: string;
  /** The key without case. */
  name: string;
}

function isMark({ name, value }: Pair, tool: Tool): boolean {
  return (
    (tool.keys.test(name) && !NO.test(value)) ||
    (MANAGED_BY_KEYS.has(name.replace(/[^a-z]/g, '')) &&
      tool.values.test(value))
  );
}

function readMarks(marks: Pair[], { tool, format, nameKeys }: Tool): ManagedBy {
  const named = marks.find(({ name }) => nameKeys?.test(name));
  const { key, value } = named ?? marks[0];
  return {
    tool,
    // Argo CD's tracking id goes on behind the application.
    ...(named && value !== '' && { name: value.split(':')[0] }),
    evidence: `${key}: ${value}`,
    ...(format && { format }),
  };
}

/** The tool that says by tags, labels or annotations that it manages an object; undefined when none does. */
export function otherTool(pairs: Pairs): ManagedBy | undefined {
  const all = Object.entries(pairs).map(([key, value]) => ({
    ...{ key, value },
    name: key.toLocaleLowerCase('en-US'),
  }));
  for (const tool of TOOLS) {
    const marks = all.filter(pair => isMark(pair, tool));
    if (marks.length > 0) return readMarks(marks, tool);
  }
  return undefined;
}

/** The tool that manages an object now. The marks of one that it came back from stay on it. */
export function managingTool(
  pairs: Pairs,
  recorded: ReadonlySet<string>,
): ManagedBy | undefined {
  const tool = otherTool(pairs);
  return tool?.format && returnedFormats(recorded).has(tool.format)
    ? undefined
    : tool;
}

/** Who manages an object, in a sentence. */
export function describeTool({ tool, evidence }: ManagedBy): string {
  return `it is managed by ${tool} (${evidence})`;
}
