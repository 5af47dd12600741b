/**
 * A command of this program, as it is run here. In a checkout of the sources the package is not installed, and npx
 * would download any package that has its name.
 *
 * @param words `doctor --only clock`
 */
export function commandHere(words: string, isCheckout: boolean = import.meta.url.endsWith('.ts')): string {
  if (!isCheckout) return `npx wx-oss-upload-server ${words}`
  const [name, ...rest] = words.split(' ')
  return ['npm run', name, ...(rest.length > 0 ? ['--', ...rest] : [])].join(' ')
}
