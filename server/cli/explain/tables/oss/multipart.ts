import { commandHere } from '../../../terminal/command-here'
import type { Entry } from '../entry'

/** Uploads by parts. */
export const OSS_MULTIPART: readonly Entry[] = [
  {
    code: 'NoSuchUpload',
    what: {
      zh: '分片上传不存在：已完成、已取消，或被生命周期规则清理。',
      en: 'There is no such multipart upload: it was completed, aborted, or removed by a lifecycle rule.',
    },
    fix: {
      zh: '先向后端确认是否已存储；如果没有，请重新上传。',
      en: 'Ask the backend whether the file is stored; if not, upload it again.',
    },
  },
  ...['etag: undefined', 'etag: null'].map((phrase) => ({
    code: 'InvalidPart',
    phrase,
    what: {
      zh: '完成分片上传时 ETag 是空的：网页读不到分片响应的 ETag，因为跨域规则（CORS）没有暴露它。',
      en: 'The ETags of the completed upload are empty: the page cannot read the ETag of its parts, because the CORS rule does not expose it.',
    },
    fix: {
      zh: `${commandHere('setup cors apply')}（暴露 ETag 等响应头）；小程序里请按小写的 etag 读响应头。`,
      en: `${commandHere('setup cors apply')} exposes ETag. In a mini-program read the header without regard to case (etag).`,
    },
  })),
  {
    code: 'InvalidPart',
    what: {
      zh: '完成分片上传时列出的某个分片不存在，或 ETag 不符。',
      en: 'A part in the list of CompleteMultipartUpload does not exist, or has another ETag.',
    },
    fix: { zh: '按 ListParts 的结果列出分片。', en: 'List the parts that ListParts returns.' },
  },
  {
    code: 'InvalidPartOrder',
    what: { zh: '完成分片上传时，分片没有按编号升序列出。', en: 'The parts were not listed in ascending order.' },
    fix: { zh: '按 PartNumber 升序列出分片。', en: 'List them by PartNumber in ascending order.' },
  },
  {
    code: 'PartNotSequential',
    what: {
      zh: '这次分片上传带有 sequential 参数，分片必须按顺序上传。',
      en: 'This multipart upload is sequential: its parts must be uploaded in order.',
    },
    fix: {
      zh: '初始化时不要带 sequential，或按顺序逐个上传分片。',
      en: 'Initiate the upload without sequential, or upload one part after the other.',
    },
  },
]
