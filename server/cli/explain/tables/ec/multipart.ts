import { type Entry, entry } from '../entry'

/** Uploads by parts. */
export const EC_MULTIPART: readonly Entry[] = [
  entry(
    '0017-00000220',
    '分片编号不在 1–10000 之间。',
    'The number of a part is not between 1 and 10000.',
    '使用更大的分片。',
    'Use larger parts.',
  ),
  ...['0017-00000244', '0042-00000002', '0042-00000104', '0042-00000311'].map((code) =>
    entry(
      code,
      '分片上传不存在：已完成、已取消，或被生命周期规则清理。',
      'There is no such multipart upload: it was completed, aborted, or removed by a lifecycle rule.',
      '先向后端确认是否已存储；如果没有，请重新上传。',
      'Ask the backend whether the file is stored; if not, upload it again.',
    ),
  ),
  entry(
    '0042-00000209',
    '完成分片上传时，分片没有按编号升序列出。',
    'The parts were not listed in ascending order.',
    '按 PartNumber 升序列出分片。',
    'List them by PartNumber in ascending order.',
  ),
  entry(
    '0042-00000214',
    '完成分片上传时，同名对象已存在且禁止覆盖。',
    'An object with the key of the completed upload exists and must not be overwritten.',
    '先向后端确认（POST /v1/uploads/complete）是否就是本次上传。',
    'Ask the backend (POST /v1/uploads/complete) whether the object is this upload.',
  ),
  entry(
    '0042-00000216',
    'x-oss-complete-all 与请求体不能同时使用。',
    'x-oss-complete-all needs an empty body.',
    '只使用其中之一。',
    'Use only one of the two.',
  ),
]
