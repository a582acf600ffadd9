import { fillIn, PLACEHOLDERS } from './placeholders';

/** A rule for a text: its description, and a test. */
export interface TextRule {
  words: string;
  test(text: string): boolean;
}

const SAMPLE = { component: 'a', cluster: 'a', namespace: 'a', name: 'a' };
const AMONG_PLACEHOLDERS = PLACEHOLDERS.map(name => `{${name}}`).join(', ');

/** The pattern of a name. A name with a leading dot could be hidden, be special to Git or the host, or lead out of the repository. */
const NAME = /^\w[\w.-]*$/;

/** The rule for the name of a repository. */
export const repositoryRule: TextRule = {
  words:
    'the name of a repository: at most 100 letters, digits and "_", ".", "-", not beginning with "." nor ending with ".git"',
  test: text => text.length <= 100 && NAME.test(text) && !text.endsWith('.git'),
};

/** The rule for name patterns of repositories. */
export const readableRepositoryRule: TextRule = {
  words: `${repositoryRule.words}. It can contain "*" for any text`,
  test: text => repositoryRule.test(text.replaceAll('*', 'a')),
};

/** The rule for a folder of a repository. */
export const pathRule: TextRule = {
  words:
    'a folder of the repository: names separated by "/", of letters, digits and "_", ".", "-", none beginning with ".", at most 200 characters',
  test: text =>
    text.length <= 200 && text.split('/').every(name => NAME.test(name)),
};

/** The rule for the path of a YAML file in a repository and, for Helm values, the key of the annotations. */
export const sourceFileRule: TextRule = {
  words:
    'the path of a YAML file in the repository, and for Helm values the key of the annotations, such as deploy/values.yaml#orders.serviceAccount.annotations: letters, digits and "_", ".", "-", no name that begins with ".", at most 200 characters',
  test: text =>
    /^[^#]+\.ya?ml(#[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*)?$/.test(text) &&
    pathRule.test(text.split('#')[0]),
};

/** Returns the same rule for a text that can contain placeholders. */
export const withPlaceholders = ({ words, test }: TextRule): TextRule => ({
  words: `${words}. It can contain ${AMONG_PLACEHOLDERS}`,
  test: text => test(fillIn(text, SAMPLE)),
});

/** The rule for a branch, stricter than Git's own. Source: "git-check-ref-format" of Git's documentation. */
export const branchRule: TextRule = {
  words:
    'a branch: names separated by "/", of letters, digits and "_", ".", "-", none beginning or ending with ".", none ending with ".lock", at most 200 characters',
  test: text =>
    text.length <= 200 &&
    text
      .split('/')
      .every(
        name =>
          NAME.test(name) && !/\.\.|\.$|\.lock$/.test(name) && name !== 'HEAD',
      ),
};

/** The rule for a user of the host, or a team on GitHub. */
export const reviewerRule: TextRule = {
  words:
    'a user of the Git host, or "<owner>/<team>" on GitHub: letters, digits and "_", ".", "@", "-"',
  test: text => /^\w[\w.@-]*(\/\w[\w.-]*)?$/.test(text) && text.length <= 100,
};

/** Returns the text if it follows the rule. `refuse` creates the error from a sentence that begins with `where`. */
export function requireRule(
  text: string,
  rule: TextRule,
  where: string,
  refuse: (message: string) => Error,
): string {
  if (rule.test(text)) return text;
  throw refuse(`${where} is ${JSON.stringify(text)}: write ${rule.words}.`);
}
