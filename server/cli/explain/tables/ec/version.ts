import { type Entry, entry } from '../entry'

const version = (code: string, zh: string, en: string): Entry =>
  entry(
    code,
    zh,
    en,
    '本项目的请求不带 versionId；用 GetBucketVersions（?versions）列出对象的版本。',
    'This project sends no versionId. List the versions of the object with GetBucketVersions (?versions).',
  )

/** Versions of objects. */
export const EC_VERSION: readonly Entry[] = [
  version('0012-00000201', 'versionId 是空的。', 'The versionId is empty.'),
  version('0012-00000202', 'versionId 不合法。', 'The versionId is not valid.'),
  version(
    '0012-00000203',
    '复制源里的 versionId 指向的版本不存在。',
    'The version that the copy source names does not exist.',
  ),
  version('0016-00000304', '复制源的 ? 之后不是 versionId。', 'What follows the ? of the copy source is no versionId.'),
  version('0016-00000305', '复制源的 versionId 是空的。', 'The versionId of the copy source is empty.'),
  version(
    '0016-00000307',
    '复制源的当前版本是删除标记。',
    'The current version of the copy source is a delete marker.',
  ),
  version('0016-00000504', 'AppendObject 不能带 versionId。', 'AppendObject takes no versionId.'),
  version('0016-00000612', '批量删除里有空的 VersionId。', 'A VersionId in the list of objects to delete is empty.'),
  version(
    '0017-00000002',
    '这个版本是删除标记，没有内容，只能删除。',
    'This version is a delete marker: it has no content and can only be deleted.',
  ),
]
