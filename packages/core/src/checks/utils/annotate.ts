import { toYaml } from '../../delivery/yaml';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedServiceAccount } from '../../model/observed';
import { command } from '../../model/shell';
import { describeTool, otherTool } from '../../planning/rules/otherTools';
import type { Remediation } from '../types';
import { restartAll } from './restart';

/** A ServiceAccount annotation and its intended value; undefined removes it. */
interface AnnotationChange {
  key: string;
  value: string | undefined;
}

function annotateCommand(
  { ref }: Observed,
  { key, value }: AnnotationChange,
): string {
  return command(
    'kubectl',
    'annotate',
    'serviceaccount',
    ref.name,
    '-n',
    ref.namespace,
    ...(value === undefined ? [`${key}-`] : ['--overwrite', `${key}=${value}`]),
  );
}

function diffOf(
  { ref }: Observed,
  { annotations }: ObservedServiceAccount,
  { key, value }: AnnotationChange,
) {
  const { [key]: before } = annotations;
  const show = (text: string | undefined) =>
    text === undefined ? '' : toYaml({ [key]: text });
  return {
    title: `Annotations of ServiceAccount ${ref.namespace}/${ref.name}`,
    before: show(before),
    after: show(value),
  };
}

/**
 * Changes an annotation of the ServiceAccount and restarts the pods. If labels or annotations show that a tool manages the ServiceAccount, the change
 * belongs in that tool's source, because the tool would undo a change by kubectl.
 */
export function annotate(
  observed: Observed,
  change: AnnotationChange,
  sentence: string,
): Remediation {
  const account = valueOf(observed.serviceAccount);
  const tool =
    account && otherTool({ ...account.labels, ...account.annotations });
  if (!tool) {
    return {
      sentence,
      commands: [annotateCommand(observed, change), ...restartAll(observed)],
    };
  }
  return {
    sentence: `${sentence} Change the annotation in the Helm values, the Kustomize patch or the manifest of the ServiceAccount, since ${describeTool(
      tool,
    )}. Restart the pods once the change is deployed.`,
    diff: diffOf(observed, account, change),
  };
}
