import type { Entry } from '../entry'

const APPEND = {
  zh: '本项目不使用追加上传；请确认 key 没有与别的程序共用。',
  en: 'This project never appends; see whether another program shares the key.',
}

const SYMLINK = {
  zh: '本项目不使用软链接；看看是谁建的（有写权限就能建）。',
  en: 'This project makes no symlinks; see who did (whoever may put an object can).',
}

/** Objects and parts. */
export const OSS_OBJECT: readonly Entry[] = [
  {
    code: 'InvalidObjectName',
    what: {
      zh: 'key 不合法：1–1023 字节 UTF-8，不能以 / 或 \\ 开头。',
      en: 'The key is not valid: 1 to 1023 bytes of UTF-8 that begin with neither / nor \\.',
    },
    todo: { zh: '用后端给出的 key。', en: 'Use the key that the backend gives.' },
  },
  {
    code: 'FileAlreadyExists',
    what: {
      zh: '同名对象已存在且禁止覆盖。丢了应答后重传自己的文件也会这样。',
      en: 'An object of this key exists and must not be overwritten. Sending your own file again after a lost answer ends so, too.',
    },
    todo: {
      zh: '先问后端（POST /v1/uploads/complete）是否就是本次上传，不要换名重传。',
      en: 'Ask the backend first (POST /v1/uploads/complete) whether it is this very upload; do not send it under another name.',
    },
  },
  {
    code: 'NoSuchKey',
    what: {
      zh: '没有这个对象：没有传完、已删除，或被生命周期规则清理（pending/ 下只留一天）。',
      en: 'There is no such object: not uploaded to the end, deleted, or removed by a lifecycle rule (a day under pending/).',
    },
    todo: {
      zh: '核对 key 与环境；未确认的上传要在一天内 complete。',
      en: 'Check key and environment; confirm uploads within a day.',
    },
  },
  {
    code: 'NoSuchUpload',
    what: {
      zh: '这个分片上传不存在：已完成、已取消，或被生命周期规则清理。',
      en: 'There is no such multipart upload: completed, aborted, or removed by a lifecycle rule.',
    },
    todo: { zh: '先问后端是否已存好，否则重新上传。', en: 'Ask the backend whether it is stored; else upload again.' },
  },
  {
    code: 'InvalidPart',
    what: {
      zh: '完成时列出的某一片不存在，或 ETag 不符。',
      en: 'A part that was listed at completion is not there, or has another ETag.',
    },
    todo: { zh: '以 ListParts 的结果为准再完成。', en: 'Complete with what ListParts says.' },
  },
  {
    code: 'InvalidPartOrder',
    what: { zh: '完成时分片没有按编号升序列出。', en: 'The parts were not listed in ascending order.' },
    todo: { zh: '按 PartNumber 升序。', en: 'List them by PartNumber, ascending.' },
  },
  {
    code: 'PartNotSequential',
    what: {
      zh: '这个上传是 sequential 的，分片必须按顺序传。',
      en: 'This upload is sequential: its parts must come in order.',
    },
    todo: {
      zh: '初始化时不要带 sequential，或逐片上传。',
      en: 'Initiate without sequential, or send one part after another.',
    },
  },
  {
    code: 'PositionNotEqualToLength',
    what: { zh: '追加的位置不是对象当前长度。', en: 'The position appended at is not the object’s length.' },
    todo: APPEND,
  },
  {
    code: 'ObjectNotAppendable',
    what: { zh: '对象不是可追加类型。', en: 'The object is not appendable.' },
    todo: APPEND,
  },
  {
    code: 'FileImmutable',
    what: {
      zh: '对象受合规保留策略保护，不能改或删。',
      en: 'A retention policy protects the object: it can be neither changed nor deleted.',
    },
    todo: { zh: '为上传另用一个没有保留策略的存储空间。', en: 'Upload to a bucket without a retention policy.' },
  },
  {
    code: 'PreconditionFailed',
    what: {
      zh: 'If-Match 等前提条件不成立：对象在此期间变了。',
      en: 'A precondition (If-Match …) does not hold: the object has changed meanwhile.',
    },
    todo: { zh: '重新读取后再试。', en: 'Read it again, then retry.' },
  },
  {
    code: 'NotModified',
    what: { zh: '对象没有变化（304），不是错误。', en: 'The object is unchanged (304); no error.' },
    todo: { zh: '使用缓存。', en: 'Use what is cached.' },
  },
  {
    code: 'InvalidRange',
    what: { zh: '要读的范围超出了对象。', en: 'The range asked for lies outside the object.' },
    todo: { zh: '按对象实际大小取范围。', en: 'Ask within the object’s size.' },
  },
  {
    code: 'ApkDownloadForbidden',
    what: { zh: '默认域名禁止分发 apk / ipa 文件。', en: 'Default domains serve no apk or ipa files.' },
    todo: {
      zh: '绑定已备案的自定义域名并设置 OSS_DOMAIN。',
      en: 'Bind a custom domain with ICP filing, and set OSS_DOMAIN.',
    },
  },
  {
    code: 'SymlinkTargetNotExist',
    what: { zh: '软链接指向的对象不存在。', en: 'The symlink leads to an object that does not exist.' },
    todo: SYMLINK,
  },
  {
    code: 'InvalidTargetType',
    what: { zh: '软链接指向另一个软链接。', en: 'The symlink leads to another symlink.' },
    todo: SYMLINK,
  },
  {
    code: 'NotSymlink',
    what: { zh: '对象不是软链接。', en: 'The object is no symlink.' },
    todo: SYMLINK,
  },
  {
    code: 'ImageTooLarge',
    what: {
      zh: '原图超过图片处理的上限（20 MB、3 万像素边长、2.5 亿像素）。',
      en: 'The picture is over what can be processed (20 MB, 30,000 px a side, 250 MP).',
    },
    todo: { zh: '上传前压缩，或不用缩略图样式。', en: 'Compress before uploading, or use no thumbnail style.' },
  },
  {
    code: 'NoSuchStyle',
    what: { zh: '没有这个图片样式。', en: 'There is no such image style.' },
    todo: {
      zh: '在 OSS 控制台“数据处理 → 图片处理”新建样式。',
      en: 'Make it in the OSS console (Data Processing → IMG).',
    },
  },
  {
    code: 'InvalidRequest',
    what: {
      zh: '请求在此处不被允许，原因在错误信息里。',
      en: 'The request is not possible here; the message says why.',
    },
    todo: { zh: '按错误信息修正。', en: 'Mend it by the message.' },
  },
  {
    code: 'MethodNotAllowed',
    what: {
      zh: '这个地址不接受这种方法：常见是 POST 到了带 key 的路径，或打到了 CDN。',
      en: 'This address does not take this method: often a POST to a path with a key, or to a CDN.',
    },
    todo: { zh: '表单上传发到存储空间域名的根路径 /。', en: 'Post forms to the root path / of the bucket’s domain.' },
  },
  {
    code: 'NotImplemented',
    what: { zh: '没有这个功能，或请求头用错了。', en: 'There is no such function, or a header is out of place.' },
    todo: { zh: '检查请求的子资源与请求头。', en: 'Check the request’s sub-resource and headers.' },
  },
]
