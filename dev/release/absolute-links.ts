import { posix } from 'node:path'

const LINK = /(\]\(|\b(?:href|src|srcset)=")(?![a-z]+:|#|\/)([^)"\s]+)/g
const PICTURE = /\.(png|webp|gif|jpe?g|svg)$/

/**
 * Lets the links of a README work on the page of its package too, where the files of the project are not: a relative link
 * becomes one to the file in the project's repository, and a relative picture its content there.
 *
 * @param homepage the address of the repository; what follows a `#` is ignored.
 * @param folder where the README is, from the root of the repository.
 */
export function absoluteLinks(readme: string, homepage: string, folder: string): string {
  const [repository] = homepage.split('#')
  return readme.replace(LINK, (_, before: string, path: string) => {
    const kind = PICTURE.test(path) ? 'raw' : 'blob'
    return `${before}${repository}/${kind}/main/${posix.join(folder, path)}`
  })
}
