import { formatBytes } from '../../miniprogram/uploader/messages/format-bytes'
import { explain } from '../../miniprogram/uploader/messages/messages'
import type { UploadError } from '../../miniprogram/uploader/wx'
import type { Report, Uploaded } from './upload-files'

/** One line of JSON, for programs. */
export function jsonLine(report: Report): string {
  return JSON.stringify('error' in report ? { file: report.file, ...textOf(report.error) } : report)
}

/** Longer addresses are signed, and would fill the terminal. */
const LONGEST_URL = 160

/**
 * For people: Chinese first, then English.
 *
 * @param files what the address of a stored file on the admin page begins with; undefined if the cloud is about to end
 */
export function plainLines(report: Report, files: string | undefined): string {
  if ('error' in report) {
    const { code, message, hint } = textOf(report.error)
    return [`✗ ${report.file}  [${code}]`, `  ${message.zh} / ${message.en}`, `  ${hint.zh}`, `  ${hint.en}`].join('\n')
  }
  const { file, size, type, crc64, ms, requests, resumedAt } = report
  const resumed = resumedAt === undefined ? '' : `, resumed at ${resumedAt} %`
  return `✓ ${file}  ${formatBytes(size)}  ${type}  crc64 ${crc64}  ${ms} ms, ${requests} requests${resumed}\n  ${addressOf(report, files)}`
}

function addressOf({ url, key }: Uploaded, files: string | undefined): string {
  if (files === undefined) return key
  return url.length <= LONGEST_URL ? url : files + key.split('/').map(encodeURIComponent).join('/')
}

function textOf(error: UploadError) {
  const [zh, en] = [explain(error, 'zh'), explain(error, 'en')]
  return {
    code: error.code,
    message: { zh: zh.message, en: en.message },
    hint: { zh: zh.hint, en: en.hint },
    ...(error.requestId ? { requestId: error.requestId } : {}),
  }
}
