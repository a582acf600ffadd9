import { EKS_ANNOTATIONS } from '../../model/annotations';
import { accountWith, observedWith } from '../../__testUtils__/observed';
import { annotate } from './annotate';

const KEY = EKS_ANNOTATIONS.roleArn;
const SET = { key: KEY, value: 'arn:b' };
const of = (marks: Record<string, string>, labels = {}) =>
  observedWith({
    serviceAccount: accountWith({ [KEY]: 'arn:a', ...marks }, { labels }),
  });

it('suggests a command when no tool manages the ServiceAccount', () => {
  // Helm charts and Argo CD can set this label, so it does not identify the tool.
  const observed = of({}, { 'app.kubernetes.io/instance': 'shop' });
  expect(annotate(observed, SET, 'Set it.')).toEqual({
    sentence: 'Set it.',
    commands: [
      `kubectl annotate serviceaccount orders -n production --overwrite ${KEY}=arn:b`,
      'kubectl rollout restart deployment/orders -n production',
    ],
  });
});

it.each<[string, Record<string, string>, Record<string, string>]>([
  [
    'Argo CD',
    { 'argocd.argoproj.io/tracking-id': 'shop:/ServiceAccount:a/b' },
    {},
  ],
  ['Flux', {}, { 'kustomize.toolkit.fluxcd.io/name': 'shop' }],
  ['Helm', {}, { 'app.kubernetes.io/managed-by': 'Helm' }],
])('suggests a Git change when %s manages it', (tool, annotations, labels) => {
  const { sentence, commands, diff } = annotate(
    of(annotations, labels),
    SET,
    'Set it.',
  );
  expect(commands).toBeUndefined();
  expect(sentence).toContain(`since it is managed by ${tool} (`);
  expect(diff).toEqual({
    title: 'Annotations of ServiceAccount production/orders',
    before: `${KEY}: "arn:a"\n`,
    after: `${KEY}: "arn:b"\n`,
  });
});

it('shows the annotation to remove', () => {
  const remove = { key: KEY, value: undefined };
  const marked = of({}, { 'app.kubernetes.io/managed-by': 'Helm' });
  expect(annotate(marked, remove, '').diff).toMatchObject({ after: '' });
});
