/** The local Git repositories, and who commits to them. */
export interface LocalRepositories {
  directory: string;
  author: { name: string; email: string };
}
