/** Files of an app by their path, as a page of the documentation shows them: a block of code begins with its path. */
export function samplesOf(page: string, section?: string): Map<string, string> {
  const [shared = '', ...parts] = page.split(/^## /m)
  const wanted = section === undefined ? parts : parts.filter((part) => part.startsWith(`${section}\n`))
  if (section !== undefined && wanted.length !== 1) throw new Error(`expected one part "${section}" in the page`)
  const samples = new Map<string, string>()
  for (const text of [shared, ...wanted]) {
    for (const [, code = ''] of text.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)) {
      const [, path] = /^(?:\/\/|<!--) (\S+\/\S+)/.exec(code) ?? []
      if (path) samples.set(path, code)
    }
  }
  return samples
}
