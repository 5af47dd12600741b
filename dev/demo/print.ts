import { formatBytes } from '../../miniprogram/uploader/messages/format-bytes'
import { explain } from '../../miniprogram/uploader/messages/messages'
import type { UploadError } from '../../miniprogram/uploader/wx'
import type { Report } from './upload-files'

/** One line of JSON, for programs. */
export function jsonLine(report: Report): string {
  return JSON.stringify('error' in report ? { file: report.file, ...textOf(report.error) } : report)
}

/** For people: Chinese first, then English. */
export function plainLines(report: Report): string {
  if ('error' in report) {
    const { code, message, hint } = textOf(report.error)
    return [`✗ ${report.file}  [${code}]`, `  ${message.zh} / ${message.en}`, `  ${hint.zh}`, `  ${hint.en}`].join('\n')
  }
  const { file, url, size, type, crc64, ms, requests, resumedAt } = report
  const resumed = resumedAt === undefined ? '' : `, resumed at ${resumedAt} %`
  return `✓ ${file}  ${formatBytes(size)}  ${type}  crc64 ${crc64}  ${ms} ms, ${requests} requests${resumed}\n  ${url}`
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
