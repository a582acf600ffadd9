/** Settings of this host only; the plugins have their own. */
export interface Config {
  host?: {
    localGit?: {
      /**
       * Where services are published without a Git host: one Git repository each, by name. Relative to the working directory.
       */
      directory?: string;
    };
    policy?: {
      /**
       * Entity references of users and groups that may do everything.
       */
      administrators?: string[];
      /**
       * Entity references of users and groups that see every IAM service account and change those of their own entities. Everybody else sees those of
       * their own entities, and changes nothing.
       */
      developers?: string[];
      /**
       * Entity references of users and groups that read every recorded change and the access review, beside what they may otherwise.
       */
      auditors?: string[];
    };
  };
}
