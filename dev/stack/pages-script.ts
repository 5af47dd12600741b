import type { PageLink } from '../local-cloud'

/** Writes the links into a page, where `createPageLinks` reads them. */
export const pagesScript = (links: readonly PageLink[]): string =>
  `<script type="application/json" id="pages">${JSON.stringify(links).replaceAll('<', '\\u003c')}</script>`
