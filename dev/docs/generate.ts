/** npm run docs -- generate: writes what the pages of `docs` show of the sources. */
import { readFileSync, writeFileSync } from 'node:fs'
import { withGenerated } from './generated'
import { pageFiles } from './pages'

/** Returns how many pages have changed. */
export function generate(): number {
  let changed = 0
  for (const { path, locale } of pageFiles()) {
    const page = readFileSync(path, 'utf8')
    const fresh = withGenerated(page, locale)
    if (fresh === page) continue
    writeFileSync(path, fresh)
    changed += 1
  }
  return changed
}
