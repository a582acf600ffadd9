/** Settings of this host. The plugins define their own settings. */
export interface Config {
  host?: {
    localGit?: {
      /**
       * The directory for local Git repositories, which replace a Git host: one repository for each service, by name. Relative to the working
       * directory.
       */
      directory?: string;
    };
    policy?: {
      /**
       * Entity references of the users and groups that have all permissions.
       */
      administrators?: string[];
      /**
       * Entity references of the users and groups that may read every IAM service account, and may change the IAM service accounts of their own
       * entities. Everyone else may only read the IAM service accounts of their own entities.
       */
      developers?: string[];
      /**
       * Entity references of the users and groups that may also read every recorded change and the access review.
       */
      auditors?: string[];
    };
  };
}
