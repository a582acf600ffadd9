export interface Config {
  irsa?: {
    /**
     * The catalog entity whose TechDocs are this documentation, such as `component:default/irsa-for-backstage`. Results of checks and findings link to
     * its pages. If it is missing, they only name the page.
     * @visibility frontend
     */
    docsEntityRef?: string;
    findings?: {
      /**
       * The address at which an issue about selected findings is written: `{title}` and `{body}` are replaced, such as
       * `https://github.com/my-org/platform/issues/new?title={title}&body={body}`. Without it the button is not there.
       * @visibility frontend
       */
      issueUrl?: string;
    };
  };
}
