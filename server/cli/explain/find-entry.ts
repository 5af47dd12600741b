import type { Entry } from './entry'
import type { Said } from './said'
import { TABLES } from './tables/all'

/** They say no more than that a callback failed; the sentence says how. */
const VAGUE = ['0007-00000203', '0007-00000205']

/** The most exact thing known of it: the fine-grained code, the sentence, the code; undefined when nothing is. */
export function findEntry({ family, code, ec, message }: Said): Entry | undefined {
  if (family === 'ours') return undefined
  const exact = TABLES.ec.find((entry) => ec !== '' && entry.code === ec)
  if (exact && !(VAGUE.includes(ec) && message !== '')) return exact
  const lower = message.toLowerCase()
  const fits = ({ says }: Entry): boolean => says !== undefined && lower.includes(says)
  const named = TABLES[family].filter((entry) => entry.code === code && code !== '')
  const bySentence = named.find(fits) ?? named.find(({ says }) => says === undefined) ?? named.at(-1)
  // A `wx` failure often has no number, and 600001 stands for everything the network library may say.
  if (family === 'wx' && (!bySentence || code === '600001')) {
    return TABLES.wx.find((entry) => entry.code === '' && fits(entry)) ?? bySentence
  }
  return bySentence
}
