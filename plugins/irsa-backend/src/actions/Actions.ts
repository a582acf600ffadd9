import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { AccessLevel } from '@backstage-irsa/core/model';

/** An AWS action for completion. */
export interface ActionChoice {
  /** The name with its prefix, such as `s3:PutObject`. */
  action: string;
  level: AccessLevel;
  /** The ARN formats of the action's resources. Empty for an action that allows only `*`. Absent if unknown. */
  resourceTypes?: string[];
}

/** Lists the actions of AWS, for completion. */
export class Actions {
  readonly #load: () => Promise<ActionCatalogue>;
  #all: Promise<ActionChoice[]> | undefined;

  constructor(options: { load: () => Promise<ActionCatalogue> }) {
    this.#load = options.load;
  }

  /** Returns the actions that begin with the text, ignoring case, in alphabetical order. */
  async beginningWith(prefix: string, limit: number): Promise<ActionChoice[]> {
    this.#all ??= this.#load().then(listed);
    const wanted = prefix.toLocaleLowerCase('en-US');
    const found = (await this.#all).filter(({ action }) =>
      action.toLocaleLowerCase('en-US').startsWith(wanted),
    );
    return found.slice(0, limit);
  }
}

function listed(catalogue: ActionCatalogue): ActionChoice[] {
  return catalogue
    .prefixes()
    .flatMap(prefix => {
      const { actions = [] } = catalogue.service(prefix) ?? {};
      return actions.map(({ name, level, resources }) => ({
        action: `${prefix}:${name}`,
        level,
        ...(resources && { resourceTypes: [...resources] }),
      }));
    })
    .sort((a, b) => a.action.localeCompare(b.action, 'en'));
}
