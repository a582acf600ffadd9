/** The directory of the local Git repositories, and the author of commits to them. */
export interface LocalRepositories {
  directory: string;
  author: { name: string; email: string };
}
