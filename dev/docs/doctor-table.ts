import type { Locale } from '../../miniprogram/uploader/messages/explain'
import { CHECKS } from '../../server/cli/doctor/checks/all'
import { tableOf } from './markdown-table'

const HEAD: Record<Locale, string[]> = {
  zh: ['名称', '检查什么', '为什么'],
  en: ['name', 'what it checks', 'why'],
}

/** The checks of doctor, in the order in which they run. */
export const doctorTable = (locale: Locale): string =>
  tableOf(
    HEAD[locale],
    CHECKS.map(({ id, title, why }) => [`\`${id}\``, title[locale], why[locale]]),
  )
