import { fillIn, PLACEHOLDERS } from './placeholders';

/** A rule for a text: what is asked, and whether the text is that. */
export interface TextRule {
  words: string;
  test(text: string): boolean;
}

const SAMPLE = { component: 'a', cluster: 'a', namespace: 'a', name: 'a' };
const AMONG_PLACEHOLDERS = PLACEHOLDERS.map(name => `{${name}}`).join(', ');

/** A name that begins with a dot would be hidden, special to Git or to the host, or lead out of the repository. */
const NAME = /^\w[\w.-]*$/;

/** The name of a repository. */
export const repositoryRule: TextRule = {
  words:
    'the name of a repository: at most 100 letters, digits and "_", ".", "-", not beginning with "." nor ending with ".git"',
  test: text => text.length <= 100 && NAME.test(text) && !text.endsWith('.git'),
};

/** Names of repositories. */
export const readableRepositoryRule: TextRule = {
  words: `${repositoryRule.words}. "*" may stand for any part of it`,
  test: text => repositoryRule.test(text.replaceAll('*', 'a')),
};

/** A folder of a repository. */
export const pathRule: TextRule = {
  words:
    'a folder of the repository: names parted by "/", of letters, digits and "_", ".", "-", none beginning with ".", at most 200 characters',
  test: text =>
    text.length <= 200 && text.split('/').every(name => NAME.test(name)),
};

/** A YAML file of a repository, and in Helm values the place of the annotations. */
export const sourceFileRule: TextRule = {
  words:
    'the path of a YAML file in the repository, and for Helm values where the annotations are, such as deploy/values.yaml#orders.serviceAccount.annotations: letters, digits and "_", ".", "-", no name that begins with ".", at most 200 characters',
  test: text =>
    /^[^#]+\.ya?ml(#[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*)?$/.test(text) &&
    pathRule.test(text.split('#')[0]),
};

/** The same of a text in which placeholders may stand. */
export const withPlaceholders = ({ words, test }: TextRule): TextRule => ({
  words: `${words}. ${AMONG_PLACEHOLDERS} may stand in it`,
  test: text => test(fillIn(text, SAMPLE)),
});

/** Source: "git-check-ref-format" of Git's documentation, and narrower. */
export const branchRule: TextRule = {
  words:
    'a branch: names parted by "/", of letters, digits and "_", ".", "-", none beginning or ending with ".", none ending with ".lock", at most 200 characters',
  test: text =>
    text.length <= 200 &&
    text
      .split('/')
      .every(
        name =>
          NAME.test(name) && !/\.\.|\.$|\.lock$/.test(name) && name !== 'HEAD',
      ),
};

/** A user of the host, or on GitHub a team. */
export const reviewerRule: TextRule = {
  words:
    'a user of the Git host, or "<owner>/<team>" on GitHub: letters, digits and "_", ".", "@", "-"',
  test: text => /^\w[\w.@-]*(\/\w[\w.-]*)?$/.test(text) && text.length <= 100,
};

/**
 * The text, if it keeps the rule. `refuse` makes the error of a sentence that begins with where the text stands.
 */
export function requireRule(
  text: string,
  rule: TextRule,
  where: string,
  refuse: (message: string) => Error,
): string {
  if (rule.test(text)) return text;
  throw refuse(`${where} is ${JSON.stringify(text)}: write ${rule.words}.`);
}
