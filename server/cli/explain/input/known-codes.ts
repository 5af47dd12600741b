import type { Family } from '../../cloud/reported-error'
import { TABLES } from '../tables/all'

/** Families whose codes are words. If two have the same code, the first is meant. */
const NAMED: readonly Family[] = ['oss', 'sts', 'network', 'browser', 'sdk']

export const isKnown = (family: Family, code: string): boolean => TABLES[family].some((entry) => entry.code === code)

/** The family whose table has this code; the preferred one if several have it. */
export function familyOf(code: string, preferred?: Family): Family | undefined {
  if (preferred && isKnown(preferred, code)) return preferred
  return NAMED.find((family) => isKnown(family, code))
}

export interface Named {
  family: Family
  code: string
}

/** Finds the first known code among names. ali-oss appends `Error` to each code, the SDKs for Python and Java may too. */
export function firstKnown(names: readonly string[], preferred?: Family): Named | undefined {
  for (const name of names) {
    for (const code of [name, name.replace(/(Error|Exception)$/, '')]) {
      const family = code && familyOf(code, preferred)
      if (family) return { family, code }
    }
  }
  return undefined
}

/** Other programs use these words too; they count only beside a sign of Alibaba Cloud. */
const COMMON =
  /^(InternalError|BadRequest|NotImplemented|NotModified|InvalidRequest|InvalidRange|MethodNotAllowed|ServiceUnavailable|TimeoutError|RequestTimeout|Timeout)(Error|Exception)?$/
const SIGN_OF_CLOUD = /aliyun|alibaba|\boss\b|oss2|oss-|\bsts\b|x-acs|request[ _-]?id|host[ _-]?id|assumerole/i

/** The first known code among the words of a text. */
export function firstNamed(text: string, preferred?: Family): Named | undefined {
  const words = [...text.matchAll(/[A-Za-z][\w.]*\w/g)].map(([word]) => word)
  // `oss2.exceptions.NoSuchKey`, but also `InvalidParameter.RoleArn`.
  const names = words.flatMap((word) => [word, word.replace(/^.*\./, '')])
  return firstKnown(SIGN_OF_CLOUD.test(text) ? names : names.filter((name) => !COMMON.test(name)), preferred)
}
