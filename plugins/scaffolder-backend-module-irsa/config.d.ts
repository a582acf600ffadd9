export interface Config {
  irsa?: {
    /** Where the pull requests of template actions go. */
    pullRequests?: {
      /**
       * The repository, as Backstage's `repoUrl`: `github.com?owner=my-org&repo={component}`, `gitlab.com?owner=my-group&repo=…`,
       * `bitbucket.org?workspace=…&project=…&repo=…`, `<Bitbucket Server>?project=…&repo=…`, `dev.azure.com?organization=…&project=…&repo=…`. The host
       * must be among `integrations`. `repo` can contain `{component}`, `{cluster}`, `{namespace}` and `{name}` (of the ServiceAccount).
       * @visibility backend
       */
      repository?: string;
      /**
       * The folder of the files, with the same placeholders. Defaults to `aws-identity/{cluster}/{namespace}/{name}`.
       * @visibility backend
       */
      path?: string;
      /**
       * The branch to merge into. Defaults to the default branch of the repository; `main` with Azure DevOps.
       * @visibility backend
       */
      targetBranch?: string;
      /**
       * Users of the Git host, and on GitHub teams as `<owner>/<team>`. The actions for Bitbucket Cloud and Azure DevOps accept no reviewers.
       * @visibility backend
       */
      reviewers?: string[];
      /**
       * The file of the repository that defines existing ServiceAccounts, with the same placeholders, and for Helm values the key of the annotations:
       * `deploy/{name}/values.yaml#serviceAccount.annotations`. The pull request annotates it.
       * @visibility backend
       */
      serviceAccountFile?: string;
      /**
       * Repositories whose YAML files are visible to everyone who can request access, such as `gitops-*`. A pull request that annotates an existing
       * ServiceAccount reads its file with Backstage's access to the Git host. Without this, only from the repository that the catalog read the
       * component from.
       * @visibility backend
       */
      readableRepositories?: string[];
    };
  };
}
