import type { Entry } from '../entry'

const APPEND = {
  zh: '本项目不使用追加上传；请检查是否有其他程序使用同一个 key。',
  en: 'This project does not append to objects; check whether another program uses the same key.',
}

const SYMLINK = {
  zh: '本项目不使用软链接；请检查是哪个程序创建的（有写权限就能创建）。',
  en: 'This project does not create symlinks; find the program that did (oss:PutObject is enough).',
}

/** Objects. */
export const OSS_OBJECT: readonly Entry[] = [
  {
    code: 'InvalidObjectName',
    what: {
      zh: 'key 不合法：应为 1–1023 字节的 UTF-8，不能以 / 或 \\ 开头。',
      en: 'The key is not valid: it has 1 to 1023 bytes of UTF-8, and does not begin with / or \\.',
    },
    fix: { zh: '使用后端给出的 key。', en: 'Use the key that the backend gives.' },
  },
  {
    code: 'FileAlreadyExists',
    what: {
      zh: '同名对象已存在且禁止覆盖。上传成功但没有收到响应时，重新上传也会出现这个错误。',
      en: 'An object with this key exists and must not be overwritten. This also happens when an upload succeeded, its answer was lost, and it is sent again.',
    },
    fix: {
      zh: '先向后端确认（POST /v1/uploads/complete）是否就是本次上传，不要换 key 重新上传。',
      en: 'First ask the backend (POST /v1/uploads/complete) whether the object is this upload; do not upload it with another key.',
    },
  },
  {
    code: 'NoSuchVersion',
    what: {
      zh: '对象的这个版本不存在：没有写入过，或已被删除或被生命周期规则清理。',
      en: 'There is no such version of the object: it was never written, or it was deleted, or a lifecycle rule removed it.',
    },
    fix: {
      zh: '用 GetBucketVersions（?versions）列出对象的版本。',
      en: 'List the versions of the object with GetBucketVersions (?versions).',
    },
  },
  {
    code: 'NoSuchKey',
    what: {
      zh: '对象不存在：没有上传完成、已删除，或被生命周期规则清理（pending/ 下只保留一天）。',
      en: 'There is no such object: the upload did not finish, or the object was deleted, or a lifecycle rule removed it (after a day under pending/).',
    },
    fix: {
      zh: '检查 key 与环境；上传之后要在一天内确认（POST /v1/uploads/complete）。',
      en: 'Check the key and the environment; confirm uploads within a day (POST /v1/uploads/complete).',
    },
  },
  {
    code: 'PositionNotEqualToLength',
    what: { zh: '追加的位置与对象当前长度不符。', en: 'The append position is not the current length of the object.' },
    fix: APPEND,
  },
  {
    code: 'ObjectNotAppendable',
    what: { zh: '对象不是可追加类型。', en: 'The object is not appendable.' },
    fix: APPEND,
  },
  {
    code: 'FileImmutable',
    what: {
      zh: '对象受合规保留策略保护，不能修改或删除。',
      en: 'A retention policy protects the object: it can be neither changed nor deleted.',
    },
    fix: { zh: '上传到没有合规保留策略的存储空间。', en: 'Upload to a bucket without a retention policy.' },
  },
  {
    code: 'PreconditionFailed',
    what: {
      zh: 'If-Match 等前提条件不成立：对象在此期间发生了变化。',
      en: 'A precondition, such as If-Match, failed: the object changed in the meantime.',
    },
    fix: { zh: '重新读取后再试。', en: 'Read it again, then retry.' },
  },
  {
    code: 'NotModified',
    what: { zh: '对象没有变化（304），这不是错误。', en: 'The object is unchanged (304); this is not an error.' },
    fix: { zh: '使用缓存。', en: 'Use the cached copy.' },
  },
  {
    code: 'InvalidRange',
    what: { zh: '请求的范围超出了对象。', en: 'The requested range is outside the object.' },
    fix: { zh: '按对象的实际大小请求范围。', en: 'Request a range within the size of the object.' },
  },
  {
    code: 'ApkDownloadForbidden',
    what: { zh: '默认域名不能下载 apk 与 ipa 文件。', en: 'Default domains do not serve apk and ipa files.' },
    fix: {
      zh: '绑定已备案的自定义域名并设置 OSS_DOMAIN。',
      en: 'Bind a custom domain with ICP filing, and set OSS_DOMAIN.',
    },
  },
  {
    code: 'SymlinkTargetNotExist',
    what: { zh: '软链接指向的对象不存在。', en: 'The symlink points to an object that does not exist.' },
    fix: SYMLINK,
  },
  {
    code: 'InvalidTargetType',
    what: { zh: '软链接指向另一个软链接。', en: 'The symlink points to another symlink.' },
    fix: SYMLINK,
  },
  {
    code: 'NotSymlink',
    what: { zh: '对象不是软链接。', en: 'The object is not a symlink.' },
    fix: SYMLINK,
  },
  {
    code: 'ImageTooLarge',
    what: {
      zh: '原图超过图片处理的上限（20 MB，边长 3 万像素，总计 2.5 亿像素）。',
      en: 'The image exceeds the limits of image processing (20 MB, 30,000 pixels a side, 250 million pixels).',
    },
    fix: {
      zh: '上传前压缩图片，或不使用缩略图样式。',
      en: 'Compress the image before uploading, or do not use a thumbnail style.',
    },
  },
  {
    code: 'NoSuchStyle',
    what: { zh: '图片样式不存在。', en: 'There is no such image style.' },
    fix: {
      zh: '在 OSS 控制台“数据处理 → 图片处理”新建样式。',
      en: 'Create the style in the OSS console (Data Processing → IMG).',
    },
  },
  {
    code: 'InvalidRequest',
    what: {
      zh: '这个请求不被允许，原因见错误信息。',
      en: 'The request is not allowed here; the message says why.',
    },
    fix: { zh: '按错误信息修正。', en: 'Fix what the message says.' },
  },
  {
    code: 'MethodNotAllowed',
    what: {
      zh: '这个 URL 不支持这种方法：常见的原因是 POST 到了带 key 的路径，或请求发到了 CDN。',
      en: 'This URL does not allow the method. Often a POST was sent to a path with a key, or to a CDN.',
    },
    fix: { zh: '表单要 POST 到存储空间域名的根路径 /。', en: 'POST forms to the root path / of the bucket’s domain.' },
  },
  {
    code: 'InvalidTag',
    what: {
      zh: '对象标签不合法：最多 10 个，键不超过 128 个字符，值不超过 256 个字符，键不能重复。',
      en: 'The object tags are not valid: at most 10, keys of at most 128 and values of at most 256 characters, no key twice.',
    },
    fix: {
      zh: 'x-oss-tagging 写成 a=1&b=2，键和值分别做百分号编码。',
      en: 'Write x-oss-tagging as a=1&b=2, with each key and value percent-encoded.',
    },
  },
  {
    code: 'OperationNotSupported',
    what: {
      zh: '这个对象不支持此操作，例如复制删除标记或软链接。',
      en: 'This object does not support the operation, such as copying a delete marker or a symlink.',
    },
    fix: { zh: '检查对象的类型与版本。', en: 'Check the type and the version of the object.' },
  },
  {
    code: 'NotImplemented',
    what: { zh: 'OSS 没有这个功能，或请求头有误。', en: 'OSS does not have this function, or a header is wrong.' },
    fix: { zh: '检查请求的子资源与请求头。', en: 'Check the sub-resource and the headers of the request.' },
  },
]
