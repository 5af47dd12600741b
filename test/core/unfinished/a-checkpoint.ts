import type { Checkpoint } from '../../../miniprogram/uploader/core/unfinished/checkpoint'

export const aCheckpoint = (change: Partial<Checkpoint> = {}): Checkpoint => ({
  v: 1,
  id: 'one',
  upload: 'token-of-one',
  route: 'video',
  path: 'wxfile://tmp_1.mp4',
  size: 35,
  type: 'video/mp4',
  modified: 7,
  fingerprint: '42',
  partSize: 10,
  sent: [],
  begunAt: 1_000_000,
  at: 1_000_000,
  ...change,
})
