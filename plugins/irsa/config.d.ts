export interface Config {
  irsa?: {
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
