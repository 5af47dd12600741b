import type { Locale } from '../../miniprogram/uploader/messages/explain'
import { eventTable, propertyTable, styleTable } from './component-tables'
import { doctorTable } from './doctor-table'
import { errorTable } from './error-table'
import { countedLimitTable, fixedLimitTable } from './limit-tables'
import { mediaTable } from './media-table'

/** What is made from the sources, by the name in its marks: `<!-- errors -->` and `<!-- /errors -->`. */
const BLOCKS: Readonly<Record<string, (locale: Locale) => string>> = {
  errors: errorTable,
  properties: propertyTable,
  events: eventTable,
  styles: styleTable,
  'media-types': mediaTable,
  doctor: doctorTable,
  'fixed-limits': fixedLimitTable,
  'counted-limits': countedLimitTable,
}

/** The page with all its marked blocks made anew. */
export const withGenerated = (page: string, locale: Locale): string =>
  page.replace(/(<!-- ([\w-]+) -->\n)[\s\S]*?(<!-- \/\2 -->)/g, (all, begin: string, name: string, end: string) => {
    const block = BLOCKS[name]
    return block ? `${begin}${block(locale)}\n${end}` : all
  })
