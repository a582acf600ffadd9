import type { ManagedBy } from '../../model/types';
import { returnedFormats } from '../ownership/returned';
import type { Pairs } from '../types';

/** The marks of a tool on the objects that it manages. */
interface Tool {
  tool: string;
  /** The output format for this tool, if Backstage supports one. */
  format?: ManagedBy['format'];
  /** Matches the tag, label, or annotation keys that the tool writes, in lower case. */
  keys: RegExp;
  /** Matches the keys whose value is the name of the tool's stack, release, or application. */
  nameKeys?: RegExp;
  /** Matches the values of managed-by keys that name the tool. */
  values: RegExp;
}

/** The tools in order of precedence. A tool that drives another precedes it: eksctl creates stacks, Flux and Argo CD create releases. */
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

/** The keys whose value names the tool, in lower case and without punctuation. */
const MANAGED_BY_KEYS = new Set(['managedby', 'appkubernetesiomanagedby']);

const NO = /^(false|no|0)$/i;

/** A tag, label, or annotation. */
interface Pair {
  key: string;
  value: string;
  /** The key in lower case. */
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
    // Argo CD's tracking ID continues after the application name.
    ...(named && value !== '' && { name: value.split(':')[0] }),
    evidence: `${key}: ${value}`,
    ...(format && { format }),
  };
}

/** Returns the first of some tools that marks an object. */
function firstMarking(
  pairs: Pairs,
  tools: readonly Tool[],
): ManagedBy | undefined {
  const all = Object.entries(pairs).map(([key, value]) => ({
    ...{ key, value },
    name: key.toLocaleLowerCase('en-US'),
  }));
  for (const tool of tools) {
    const marks = all.filter(pair => isMark(pair, tool));
    if (marks.length > 0) return readMarks(marks, tool);
  }
  return undefined;
}

/** Returns the tool whose tags, labels, or annotations say that it manages an object; undefined if there is none. */
export function otherTool(pairs: Pairs): ManagedBy | undefined {
  return firstMarking(pairs, TOOLS);
}

/** Returns the tool that manages an object now. Ignores only the marks of tools that returned the object: another tool can manage it since then. */
export function managingTool(
  pairs: Pairs,
  recorded: ReadonlySet<string>,
): ManagedBy | undefined {
  const returned = returnedFormats(recorded);
  return firstMarking(
    pairs,
    TOOLS.filter(({ format }) => !format || !returned.has(format)),
  );
}

/** Describes in a sentence which tool manages an object. */
export function describeTool({ tool, evidence }: ManagedBy): string {
  return `it is managed by ${tool} (${evidence})`;
}
